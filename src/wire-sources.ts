import type { Settings } from './config/schema.ts'
import type { Symptom } from './doctor/symptom.ts'
import type { Sources } from './job/answer-question.ts'
import type { AwsOpen, AwsOutside, Listed } from './wire-aws.ts'
import type { LogFilesOpen } from './wire-log-files.ts'

export type SourcesOpen = {
  /** As they are now: ask for them anew with every question. */
  readonly sources: Sources
  /** Tries every place, and changes none. */
  examine(signal: AbortSignal): Promise<readonly Symptom[]>
  /** Lists the accounts of the organization again; true where they had changed. Questions under way are not disturbed. */
  renew(): Promise<boolean>
  /** Brings the indexes of log files up to date. */
  readonly index: LogFilesOpen['index']
  readonly warm: LogFilesOpen['warm']
  close(): Promise<void>
}

/** Everything that answers come from: log files and AWS, as the settings say. */
export async function openSources(
  settings: Pick<Settings, 'logFiles' | 'accounts' | 'aws'>,
  outside: AwsOutside,
): Promise<SourcesOpen> {
  const { logFiles, accounts } = settings
  // The SDK is loaded only where it is used.
  const wireAws = settings.aws === undefined ? undefined : await import('./wire-aws.ts')
  let listed: Listed | undefined
  let aws: AwsOpen | undefined
  let before: AwsOpen | undefined
  await openAws()
  const folders = logFiles.map(({ name, path, index }) => ({ name, path, index }))
  const files =
    folders.length === 0
      ? noLogFiles(aws?.accounts ?? accounts)
      : await (await import('./wire-log-files.ts')).openLogFiles(folders, aws?.accounts ?? accounts)
  let sources = joined()

  return {
    get sources() {
      return sources
    },
    async examine(signal) {
      const [{ examine }, { probeFolder }] = await Promise.all([
        import('./doctor/examine.ts'),
        import('./doctor/probes.ts'),
      ])
      return examine([...(aws?.probes ?? []), ...folders.map(({ name, path }) => probeFolder(name, path))], signal)
    },
    async renew() {
      const changed = await openAws()
      if (changed) sources = joined()
      return changed
    },
    index: (signal) => files.index(signal),
    warm: () => files.warm(),
    async close() {
      before?.close()
      aws?.close()
      await files.close()
    },
  }

  async function openAws(): Promise<boolean> {
    if (wireAws === undefined || settings.aws === undefined) return false
    const now = await wireAws.listAccounts(settings.aws, accounts, outside)
    if (JSON.stringify(now) === JSON.stringify(listed)) return false
    listed = now
    // What it holds open is closed one change later: a question may still be asking there.
    before?.close()
    before = aws
    aws = wireAws.openAws(settings.aws, now, outside)
    return true
  }

  function joined(): Sources {
    const { estate, backends } = files.sources
    return {
      estate: {
        accounts: aws?.accounts ?? estate.accounts,
        places: [...(aws?.places ?? []), ...estate.places],
        notAsked: aws?.notAsked,
      },
      backends: new Map([...(aws?.backends ?? []), ...backends]),
    }
  }
}

/** Where there are none, the engine that reads them is not even loaded: it need not be there. */
function noLogFiles(accounts: Sources['estate']['accounts']): LogFilesOpen {
  return {
    sources: { estate: { accounts, places: [] }, backends: new Map() },
    index: async () => [],
    warm: () => undefined,
    close: async () => undefined,
  }
}

import type { Settings } from './config/schema.ts'
import type { Symptom } from './doctor/symptom.ts'
import type { Sources } from './job/answer-question.ts'
import type { AwsOutside } from './wire-aws.ts'
import { type LogFilesOpen, openLogFiles } from './wire-log-files.ts'

export type SourcesOpen = {
  readonly sources: Sources
  /** Tries every place, and changes none. */
  examine(signal: AbortSignal): Promise<readonly Symptom[]>
  /** Brings the indexes of log files up to date. */
  readonly index: LogFilesOpen['index']
  close(): Promise<void>
}

/** Everything that answers come from: log files and AWS, as the settings say. */
export async function openSources(
  settings: Pick<Settings, 'logFiles' | 'accounts' | 'aws'>,
  outside: AwsOutside,
): Promise<SourcesOpen> {
  const { logFiles, accounts } = settings
  // The SDK is loaded only where it is used.
  const aws =
    settings.aws === undefined
      ? undefined
      : await (await import('./wire-aws.ts')).openAws(settings.aws, accounts, outside)
  const folders = logFiles.map(({ name, path, index }) => ({ name, path, index }))
  const files = await openLogFiles(folders, aws?.accounts ?? accounts)
  const { estate, backends } = files.sources
  return {
    sources: {
      estate: { accounts: estate.accounts, places: [...(aws?.places ?? []), ...estate.places] },
      backends: new Map([...(aws?.backends ?? []), ...backends]),
    },
    async examine(signal) {
      const [{ examine }, { probeFolder }] = await Promise.all([
        import('./doctor/examine.ts'),
        import('./doctor/probes.ts'),
      ])
      return examine([...(aws?.probes ?? []), ...folders.map(({ name, path }) => probeFolder(name, path))], signal)
    },
    index: (signal) => files.index(signal),
    async close() {
      aws?.close()
      await files.close()
    },
  }
}

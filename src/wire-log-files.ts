import { resolve } from 'node:path'
import { makeLogFiles } from './backends/log-files/backend.ts'
import type { Built } from './backends/log-files/index-build.ts'
import type { Backend } from './find/backend.ts'
import type { Sources } from './job/answer-question.ts'
import type { Estate } from './plan/plan.ts'

export type LogFolder = {
  /** What answers call the place; no two folders share one. */
  readonly name: string
  readonly path: string
  /** Where an index may be kept, if anywhere. */
  readonly index: string | undefined
}

export type LogFilesOpen = {
  readonly sources: Sources
  /** Brings the indexes up to date, one folder after another, where an index may be kept. Ends early when told to. */
  index(signal: AbortSignal): Promise<readonly Built[]>
  /** Starts the threads before there is a question. */
  warm(): void
  close(): Promise<void>
}

/** Log folders as sources of answers. Holds threads open until closed. */
export async function openLogFiles(folders: readonly LogFolder[], accounts: Estate['accounts']): Promise<LogFilesOpen> {
  const open = new Map(
    folders.map(({ name, path, index }) => [
      name,
      makeLogFiles({ name, root: resolve(path), index: index === undefined ? undefined : { dir: resolve(index) } }),
    ]),
  )
  const backend = byPlace(open)
  const places = folders.map(
    ({ name }) => ({ backend: 'log-files', name, account: undefined, region: undefined }) as const,
  )
  return {
    sources: { estate: { accounts, places }, backends: new Map([['log-files', backend]]) },
    async index(signal) {
      const built: Built[] = []
      for (const folder of open.values()) {
        if (folder.index !== undefined && !signal.aborted) built.push(await folder.index.build(signal))
      }
      return built
    },
    warm() {
      for (const folder of open.values()) folder.warm()
    },
    async close() {
      await Promise.all([...open.values()].map((folder) => folder.close()))
    },
  }
}

/** One backend for several folders: each search goes to the folder of its place. */
function byPlace(folders: ReadonlyMap<string, Backend>): Backend {
  const folderOf = (place: string): Backend => {
    const folder = folders.get(place)
    if (folder === undefined) throw new Error(`there is no log folder called ${place}`)
    return folder
  }
  return {
    name: 'log-files',
    search: (search, signal) => folderOf(search.place).search(search, signal),
    seenNames: async (search, signal) => (await folderOf(search.place).seenNames?.(search, signal)) ?? [],
  }
}

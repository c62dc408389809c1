import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadSettings } from '../config/load.ts'
import { exportWatches, importWatches } from '../job/import-watches.ts'
import { systemClock } from '../lib/clock.ts'
import { instant } from '../lib/instant.ts'
import { openStore, storeOf } from '../stores/open-store.ts'
import { EXIT, type Surroundings } from './main.ts'

const HOW = `whodid watches --config FILE --export FILE   writes all watches to a YAML file; - for the terminal
whodid watches --config FILE --import FILE   makes the watches in the file what it says, and leaves all others
`

/** Watches out of the bot's store into a file, and back: while the bot runs or while it doesn't. docs/keeping.md */
export async function watches(args: readonly string[], around: Surroundings): Promise<number> {
  const read = readArgs(args)
  if (typeof read === 'string') {
    around.err(`${read}\n${HOW}`)
    return EXIT.unclear
  }
  const text = read.into === undefined ? await readFile(read.file, 'utf8') : ''
  const settings = loadSettings(read.config)
  const store = await openStore(storeOf(settings.store), systemClock)
  try {
    if (read.into !== undefined) {
      const said = await exportWatches(store.watches)
      if (read.into === '-') around.out(said)
      else await writeFile(read.into, said)
      return EXIT.answered
    }
    const imported = await importWatches(store.watches, text, instant(around.now()))
    if (imported.kind === 'unclear') {
      around.err(`${imported.problems.map((problem) => `${read.file}: ${problem}\n`).join('')}Nothing was changed.\n`)
      return EXIT.unclear
    }
    const { added, changed, same, others } = imported
    around.out(`${added} added, ${changed} changed, ${same} as they were; ${others} others were left alone.\n`)
    return EXIT.answered
  } finally {
    store.close()
  }
}

type Args =
  | { readonly config: string; readonly into: string; readonly file?: undefined }
  | { readonly config: string; readonly into?: undefined; readonly file: string }

function readArgs(args: readonly string[]): Args | string {
  let values: { config?: string; export?: string; import?: string }
  try {
    const options = { config: { type: 'string' }, export: { type: 'string' }, import: { type: 'string' } } as const
    values = parseArgs({ args: [...args], options }).values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const { config, export: into, import: file } = values
  if (!config) return 'A settings file is needed, which says where the watches are kept: --config FILE.'
  if ((into === undefined) === (file === undefined)) return 'One of --export FILE and --import FILE is needed.'
  if (into === '' || file === '') return 'A file is needed.'
  return into === undefined ? { config, file: file ?? '' } : { config, into }
}

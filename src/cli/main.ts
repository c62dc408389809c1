import type { Event } from '../event/event.ts'
import { systemClock } from '../lib/clock.ts'
import { makeSpilling, type Spilling } from '../find/spilling.ts'
import { instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import { never } from '../lib/never.ts'
import { plain } from '../lib/plain.ts'
import type { Reading } from '../question/question.ts'
import type { AwsOutside } from '../wire-aws.ts'
import { openSources, type SourcesOpen } from '../wire-sources.ts'
import { boundGarbage } from '../lib/bound-garbage.ts'
import { type CliOptions, readOptions, USAGE } from './options.ts'

/** The terminal and the time, from outside. */
export type Surroundings = {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly isTerminal: boolean
  readonly showsProgress: boolean
  readonly noColour: boolean
  readonly width: number
  readonly zone: string
  readonly now: () => number
  readonly signal: AbortSignal
  /** Asks whoever sits there, who may be nobody. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined
  /** By default those that the SDK finds. */
  readonly awsCredentials?: AwsOutside['credentials']
}

export const EXIT = { answered: 0, failed: 1, unclear: 2, gaps: 3 } as const

type Look = { readonly width: number; readonly colour: boolean }
type Understood = Extract<Reading, { kind: 'understood' }>

/**
 * The command line from its words to its exit code. Threads are started first, and everything else is imported where it is
 * needed: reading the sources takes as long as answering a short question.
 */
export async function main(args: readonly string[], around: Surroundings): Promise<number> {
  if (args[0] === 'init') {
    const { init } = await import('./init.ts')
    const doctor = (settings: string) => main(['doctor', '--config', settings], around)
    return init(args.slice(1), { out: around.out, err: around.err, ask: around.ask, doctor })
  }
  if (args[0] === 'watches' && args.length > 1) return (await import('./watches.ts')).watches(args.slice(1), around)
  if (args[0] === 'audit') return (await import('./audit.ts')).audit(args.slice(1), around)
  const read = readOptions(args)
  if (read.kind === 'usage') {
    around.out(USAGE)
    return EXIT.answered
  }
  if (read.kind === 'wrong') {
    around.err(`${read.why}\nSee whodid --help.\n`)
    return EXIT.unclear
  }
  const { options } = read
  const look = { width: around.width, colour: options.colour ?? (around.isTerminal && !around.noColour) }
  const askedAt = options.now ?? instant(around.now())
  const zone = options.zone ?? around.zone
  const open = await openSources(await settingsOf(options), {
    clock: systemClock,
    log: QUIET,
    ...(around.awsCredentials && { credentials: around.awsCredentials }),
  })
  try {
    if (options.words.trim() !== '') open.warm()
    const { readQuestion } = await import('../question/read-question.ts')
    const reading = readQuestion(options.words, { now: askedAt, zone, accounts: open.sources.estate.accounts })
    switch (reading.kind) {
      case 'help':
        around.out(options.words.trim() === '' ? USAGE : (await sayings()).sayHelp(reading.topic, look))
        return EXIT.answered
      case 'unclear':
        around.err((await sayings()).sayUnclear(reading, look))
        return EXIT.unclear
      case 'may':
      case 'watch':
      case 'watches':
      case 'change-watch':
      case 'edit-watch':
        around.err('Rights and watches are those of people and channels in Slack: ask there, with /whodid.\n')
        return EXIT.unclear
      case 'doctor':
        return await doctor(open, { ...around, look })
      case 'understood':
        if (open.sources.estate.places.length > 0)
          return await answer(reading, options, open, { ...around, look, askedAt })
        around.err('There is nowhere to look: name a folder of CloudTrail log files with --files DIR.\n')
        return EXIT.unclear
      default:
        return never(reading)
    }
  } finally {
    await open.close()
  }
}

/** What is read in the time that the threads take to start, or not at all. */
const sayings = () => import('../message/terminal.ts')

/** The places of the settings file, if one is named, and the folders of the command line. */
async function settingsOf({ config, files, index, accounts }: CliOptions): Promise<Parameters<typeof openSources>[0]> {
  const settings = config === undefined ? undefined : (await import('../config/load.ts')).loadSettings(config)
  const folders = files.map((path) => ({ name: path, path, ...(index === undefined ? {} : { index }) }))
  return {
    aws: settings?.aws,
    accounts: [...(settings?.accounts ?? []), ...accounts],
    logFiles: [...(settings?.logFiles ?? []), ...folders],
  }
}

const QUIET: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** Which places can be asked. Exits as with gaps where one cannot. */
async function doctor(open: SourcesOpen, around: Surroundings & { readonly look: Look }): Promise<number> {
  const symptoms = await open.examine(around.signal)
  around.out((await sayings()).sayTried(symptoms, around.look))
  return symptoms.every(({ complaint }) => complaint === undefined) ? EXIT.answered : EXIT.gaps
}

async function answer(
  reading: Understood,
  options: CliOptions,
  open: SourcesOpen,
  around: Surroundings & { readonly look: Look; readonly askedAt: ReturnType<typeof instant> },
): Promise<number> {
  const { format } = options
  const { wanted } = reading
  if (wanted.kind === 'behind') {
    const { sayBehind } = await import('./views.ts')
    around.out(await sayBehind(reading, open.sources, around))
    return EXIT.answered
  }
  const ids = format.kind === 'ids' ? makeSpilling<true>({ bytes: ID_BYTES }) : undefined
  const file = wanted.kind === 'export' ? wanted.format : wanted.kind === 'events' ? 'csv' : undefined
  const exporting =
    file === undefined || format.kind !== 'text'
      ? undefined
      : (await import('./export.ts')).makeExport(file, open.sources, reading.zone)
  const { answerQuestion } = await import('../job/answer-question.ts')
  boundGarbage()
  const answered = await answerQuestion(reading.question, open.sources, {
    signal: around.signal,
    zone: reading.zone,
    askedAt: around.askedAt,
    asker: 'whodid',
    ...(ids === undefined ? {} : { onEvent: ({ id }: Event) => ids.hold(0, id, true, 0) }),
    ...(exporting && { onEvent: exporting.onEvent }),
    ...(around.showsProgress ? { onProgress: progressLine(around) } : {}),
  })
  if (around.showsProgress) around.err('\r\u001B[K')
  if (ids !== undefined) sayIds(ids, around.out)
  else if (format.kind === 'json') around.out(json(answered.answer))
  else if (format.kind === 'stage') {
    const { stagesOf } = await import('./stages.ts')
    around.out(json(stagesOf(reading.question, answered, reading)[format.stage]))
  } else if (exporting !== undefined) {
    const about = {
      generatedAt: around.askedAt,
      version: (await import('../../package.json', { with: { type: 'json' } })).default.version,
    }
    for (const piece of exporting.pieces(answered, about)) around.out(piece)
  } else if (wanted.kind === 'by') {
    const { sayBy } = await import('./views.ts')
    around.out(sayBy(answered, wanted.value, open.sources, around.look))
  } else around.out((await sayings()).sayAnswer(answered.answer, around.look))

  if (options.record !== undefined && answered.evidence.events.length === 0) {
    around.err('Nothing was found, so there are no records to keep a case of.\n')
  } else if (options.record !== undefined) {
    const asked = { words: options.words, accounts: options.accounts, zone: reading.zone, now: around.askedAt }
    const { recordCase } = await import('./record-case.ts')
    await recordCase(options.record, asked, answered.evidence.events)
    around.err(`Kept in ${options.record}\n`)
  }
  if (options.index !== undefined) {
    await index(options.index, open, around)
  }
  return answered.answer.coverage.places.every(({ state }) => state === 'whole') ? EXIT.answered : EXIT.gaps
}

/** The question is answered by then: that the next one takes longer is no failure of this one. */
async function index(dir: string, open: SourcesOpen, around: Surroundings): Promise<void> {
  try {
    const built = await open.index(around.signal)
    const added = built.reduce((sum, { events }) => sum + events, 0)
    if (added > 0) around.err(`Indexed ${added.toLocaleString('en')} more events in ${dir}\n`)
  } catch (error) {
    around.err(`The answer stands, but the index in ${dir} could not be built: ${reasonOf(error)}\n`)
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}

/** How much of the ids stays in memory, apart from what holds them. */
const ID_BYTES = 8 * 1024 * 1024
const OUT_CHARACTERS = 64 * 1024

/** One a line, sorted. */
function sayIds(ids: Spilling<true>, out: (text: string) => void): void {
  let text = ''
  for (const [, id] of ids.sorted()) {
    text += `${id}\n`
    if (text.length < OUT_CHARACTERS) continue
    out(text)
    text = ''
  }
  out(text)
  ids.close()
}

function json(value: unknown): string {
  return `${JSON.stringify(plain(value), null, 2)}\n`
}

function progressLine(around: Surroundings) {
  return ({ events, part }: { readonly events: number; readonly part: number }) =>
    around.err(`\r\u001B[KLooking… ${Math.floor(part * 100)} %, ${events.toLocaleString('en')} events`)
}

import type { Event } from '../event/event.ts'
import { answerQuestion } from '../job/answer-question.ts'
import { instant } from '../lib/instant.ts'
import { plain } from '../lib/plain.ts'
import { sayAnswer, sayHelp, sayUnclear } from '../message/terminal.ts'
import type { Reading } from '../question/question.ts'
import { readQuestion } from '../question/read-question.ts'
import { openLogFiles } from '../wire-log-files.ts'
import { type CliOptions, readOptions, USAGE } from './options.ts'
import { recordCase } from './record-case.ts'
import { stagesOf } from './stages.ts'

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
}

export const EXIT = { answered: 0, failed: 1, unclear: 2, gaps: 3 } as const

type Look = { readonly width: number; readonly colour: boolean }
type Understood = Extract<Reading, { kind: 'understood' }>

/** The command line from its words to its exit code. */
export async function main(args: readonly string[], around: Surroundings): Promise<number> {
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
  const reading = readQuestion(options.words, { now: askedAt, zone, accounts: options.accounts })
  if (reading.kind === 'help') {
    around.out(options.words.trim() === '' ? USAGE : sayHelp(reading.topic, look))
    return EXIT.answered
  }
  if (reading.kind === 'unclear') {
    around.err(sayUnclear(reading, look))
    return EXIT.unclear
  }
  if (options.files.length === 0) {
    around.err('There is nowhere to look: name a folder of CloudTrail log files with --files DIR.\n')
    return EXIT.unclear
  }
  return answer(reading, options, { ...around, look, askedAt })
}

async function answer(
  reading: Understood,
  options: CliOptions,
  around: Surroundings & { readonly look: Look; readonly askedAt: ReturnType<typeof instant> },
): Promise<number> {
  const { format } = options
  const ids: string[] = []
  const files = await openLogFiles(
    options.files.map((path) => ({ name: path, path, index: options.index })),
    options.accounts,
  )
  try {
    const answered = await answerQuestion(reading.question, files.sources, {
      signal: around.signal,
      zone: reading.zone,
      askedAt: around.askedAt,
      ...(format.kind === 'ids' ? { onEvent: ({ id }: Event) => ids.push(id) } : {}),
      ...(around.showsProgress ? { onProgress: progressLine(around) } : {}),
    })
    if (around.showsProgress) around.err('\r\u001B[K')
    if (format.kind === 'ids')
      around.out(
        ids
          .sort()
          .map((id) => `${id}\n`)
          .join(''),
      )
    else if (format.kind === 'json') around.out(json(answered.answer))
    else if (format.kind === 'stage') around.out(json(stagesOf(reading.question, answered, reading)[format.stage]))
    else around.out(sayAnswer(answered.answer, around.look))

    if (options.record !== undefined) {
      const asked = { words: options.words, accounts: options.accounts, zone: reading.zone, now: around.askedAt }
      await recordCase(options.record, asked, answered.evidence.events)
      around.err(`Kept in ${options.record}\n`)
    }
    return answered.answer.coverage.places.every(({ state }) => state === 'whole') ? EXIT.answered : EXIT.gaps
  } finally {
    await files.close()
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(plain(value), null, 2)}\n`
}

function progressLine(around: Surroundings) {
  return ({ events, part }: { readonly events: number; readonly part: number }) =>
    around.err(`\r\u001B[KLooking… ${Math.floor(part * 100)} %, ${events.toLocaleString('en')} events`)
}

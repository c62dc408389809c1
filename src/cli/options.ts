import { parseArgs } from 'node:util'
import { type Instant, instant } from '../lib/instant.ts'

/** What can be shown of a question's way: each stage as JSON. */
export const STAGES = ['question', 'plan', 'findings', 'answer', 'message'] as const
export type Stage = (typeof STAGES)[number]

export type CliOptions = {
  readonly words: string
  readonly files: readonly string[]
  /** A settings file, for the places that it names. */
  readonly config: string | undefined
  readonly index: string | undefined
  readonly accounts: readonly { readonly id: string; readonly alias: string }[]
  readonly now: Instant | undefined
  readonly zone: string | undefined
  readonly format: { readonly kind: 'text' | 'json' | 'ids' } | { readonly kind: 'stage'; readonly stage: Stage }
  readonly record: string | undefined
  readonly colour: boolean | undefined
}

export type OptionsRead =
  | { readonly kind: 'options'; readonly options: CliOptions }
  | { readonly kind: 'usage' }
  | { readonly kind: 'wrong'; readonly why: string }

/** The command line as options; what is wrong with it is told as a sentence with what to do. */
export function readOptions(args: readonly string[]): OptionsRead {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  if (values.help === true) return { kind: 'usage' }

  const chosen = [values.json && '--json', values.ids && '--ids', values.show !== undefined && '--show'].filter(Boolean)
  if (chosen.length > 1) return wrong(`${chosen.join(' and ')} cannot go together: choose one.`)
  if (values.show !== undefined && !isStage(values.show)) {
    return wrong(`--show takes one of ${STAGES.join(', ')}, not "${values.show}".`)
  }
  const now = values.now === undefined ? undefined : readNow(values.now)
  if (now === null) return wrong(`--now takes an instant such as 2026-11-23T14:00:00Z, not "${values.now}".`)

  if (values.zone !== undefined && !isZone(values.zone))
    return wrong(`--zone takes a time zone such as Europe/Berlin, not "${values.zone}".`)

  for (const option of PATHS) {
    const said = values[option]
    if ([said].flat().includes('')) return wrong(`--${option} needs a path; it was given nothing.`)
  }
  const accounts = (values.account ?? []).map((said) => /^(\d{12})=([\w.-]+)$/.exec(said))
  const bad = accounts.indexOf(null)
  if (bad >= 0) return wrong(`--account takes ID=ALIAS, such as 111122223333=prod, not "${values.account?.[bad]}".`)

  return {
    kind: 'options',
    options: {
      words: [...positionals, ...(values.via ?? []).map((place) => `via:${place}`)].join(' '),
      files: values.files ?? [],
      config: values.config,
      index: values.index,
      accounts: accounts.map((match) => ({ id: match?.[1] ?? '', alias: match?.[2] ?? '' })),
      now,
      zone: values.zone,
      format: formatOf(values),
      record: values.record,
      colour: values.colour === true ? true : values['no-colour'] === true ? false : undefined,
    },
  }
}

const PATHS = ['files', 'config', 'index', 'record'] as const

export const USAGE = `whodid "WORDS" --files DIR      what did this identity do, from CloudTrail log files
whodid "WORDS" --config FILE    the same, from every place in the bot's settings file
whodid doctor --config FILE     which of these places can be asked, and what is missing
whodid watches --config FILE    the bot's watches, out to a YAML file and back: --export FILE, --import FILE
whodid audit verify FILE        whether a line of the bot's audit was changed or taken out
whodid init                     sets up the bot: asks, and writes its settings, manifest and commands

  whodid "Alice 24h" --files ./logs
  whodid "role:Admin denied 7d" --files ./logs --json

WORDS are those of the Slack command: docs/commands.md explains them, and whodid help shows them.

  --files DIR        a folder of CloudTrail log files, as they lie in S3 or loose; may be repeated
  --config FILE      a settings file: docs/settings.md; no Slack tokens are needed
  --via PLACE        ask only history, logs, athena or files; may be repeated
  --index DIR        keep an index there, so that the next question is quicker; nothing is written without it
  --account ID=NAME  call an account by a name; may be repeated
  --zone ZONE        the time zone of your words, such as Europe/Berlin (default: this machine's)
  --now INSTANT      answer as if it were then, such as 2026-11-23T14:00:00Z
  --json             the answer as JSON
  --ids              the id of every matching event, one a line, sorted
  --show STAGE       one stage as JSON: ${STAGES.join(', ')}
  --record DIR       keep the question, its events and every stage as a case in DIR
  --colour, --no-colour
  --help

Exit codes: 0 answered · 1 failed · 2 the words or options were not understood · 3 answered, with gaps
`

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      files: { type: 'string', multiple: true },
      config: { type: 'string' },
      via: { type: 'string', multiple: true },
      index: { type: 'string' },
      account: { type: 'string', multiple: true },
      zone: { type: 'string' },
      now: { type: 'string' },
      json: { type: 'boolean' },
      ids: { type: 'boolean' },
      show: { type: 'string' },
      record: { type: 'string' },
      colour: { type: 'boolean' },
      'no-colour': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
}

function formatOf(values: ReturnType<typeof parse>['values']): CliOptions['format'] {
  if (values.show !== undefined && isStage(values.show)) return { kind: 'stage', stage: values.show }
  if (values.json === true) return { kind: 'json' }
  return { kind: values.ids === true ? 'ids' : 'text' }
}

function isStage(said: string): said is Stage {
  return (STAGES as readonly string[]).includes(said)
}

function readNow(said: string): Instant | null {
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(said)
    ? Date.parse(said)
    : Number.NaN
  // Date.parse takes February 30th for March 2nd.
  const [year = 0, month = 0, day = 0] = said.slice(0, 10).split('-').map(Number)
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
  return Number.isNaN(ms) || !isDay ? null : instant(ms)
}

function isZone(said: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: said }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function wrong(why: string): OptionsRead {
  return { kind: 'wrong', why }
}

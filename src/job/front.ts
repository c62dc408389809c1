import { NO_QUESTION } from '../question/no-question.ts'
import { waitingView } from '../message/notice-view.ts'
import type { View } from '../message/view.ts'
import { OPEN_WATCH, WATCH_EDIT, WATCH_NEW } from '../message/watch-form.ts'
import type { Instant } from '../lib/instant.ts'
import { fillKeys } from '../policy/mask-keys.ts'
import type { Audit } from './audit.ts'
import type { Authorize } from './authorize.ts'
import type { Asker, ClickJob, SubmitJob } from './job.ts'
import type { Keeping } from './keeping.ts'
import { OPEN_FORM } from '../message/form-button.ts'
import type { Account } from '../question/account.ts'
import { checkForm } from '../question/check-form.ts'
import { checkWatchEdit } from '../question/check-watch-edit.ts'
import { checkWatchForm } from '../question/check-watch-form.ts'
import { openingView } from './open-click.ts'
import type { ReadingContext } from '../question/read-question.ts'
import type { Carrier, Outbox } from './ports.ts'
import { notRunningMessage } from '../message/short-messages.ts'
import { STOP, type Stops } from './stops.ts'

/** What has to be known while Slack waits, before a job is taken. */
export type Front = {
  /** What a view says until its job has filled it; undefined where this click or shortcut opens none. */
  waiting(action: string): View | undefined
  /** Ends work under way that this click asks to end. True where it was such a click: there is no job in it. */
  stop(click: ClickJob): Promise<boolean>
  /** What is wrong with a form, by the block_id of the input; undefined where nothing is. */
  check(form: SubmitJob): Readonly<Record<string, string>> | undefined
  /** What a menu offers for what was typed, the best first: at most a hundred. */
  suggest(asker: Asker, action: string, typed: string): Promise<readonly Offer[]>
}

export type Offer = { readonly text: string; readonly value: string }

const OPENING: ReadonlySet<string> = new Set(['events', 'event', OPEN_WATCH])
const OFFERS = 50

/** Whether a click opens a view of its own, which has to be filled: each such click is one, also soon after another. */
export function opensView(action: string): boolean {
  return OPENING.has(action)
}

export type FrontDeps = {
  readonly carrier: Carrier
  readonly keeping: Keeping
  readonly stops: Stops
  readonly outbox: Outbox
  readonly authorize: Authorize
  readonly audit: Audit
  readonly now: () => Instant
  /** With their aliases; undefined where they are not known before a place is opened. */
  readonly accounts: readonly Account[] | undefined
}

type Check = (
  values: SubmitJob['values'],
  context: ReadingContext,
) => ReturnType<typeof checkForm | typeof checkWatchForm | typeof checkWatchEdit>

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [OPEN_FORM, checkForm],
  [WATCH_NEW, checkWatchForm],
  // Keys that the form showed masked are those of its watch: only a job can look it up.
  [WATCH_EDIT, (values, context) => checkWatchEdit(filled(values), context)],
])

/** Answers what cannot wait for a job's turn: which clicks open a view, Stop, and menus that offer names. */
export function makeFront({ carrier, keeping, stops, outbox, authorize, audit, now, accounts }: FrontDeps): Front {
  return {
    waiting: (action) => openingView(action) ?? (opensView(action) ? waitingView() : undefined),
    async stop(click) {
      if (click.action !== 'stop') return false
      const words = await carrier.read(click.asker.team, click.token)
      const key = words?.startsWith(STOP) === true ? words.slice(STOP.length) : undefined
      const stopped = key !== undefined && (await stops.ask(click.asker.team, key, click.asker.person))
      if (!stopped) void outbox.whisper(click.venue, click.asker, notRunningMessage())
      await audit.write({
        at: now(),
        key: click.key,
        team: click.asker.team,
        person: click.asker.person,
        channel: click.venue.channel,
        deed: 'stop',
        question: undefined,
        outcome: stopped ? 'stopped' : 'not running',
        rights: 'whoever sees it may stop it',
      })
      return true
    },
    check(form) {
      const check = CHECKS.get(form.form)
      if (check === undefined || accounts === undefined) return undefined
      // The zone is looked up later: here it only matters whether the words can be read at all.
      const checked = check(form.values, { now: form.askedAt, zone: undefined, accounts })
      return checked.kind === 'wrong' ? checked.errors : undefined
    },
    async suggest(asker, _action, typed) {
      // Names are told to those alone who may ask somewhere: here, for a form knows no channel yet, as in a direct message.
      const venue = { channel: asker.person, thread: undefined, responseUrl: undefined }
      const may = await authorize({ asker, venue }, NO_QUESTION, { kind: 'doctor' })
      if (may.kind === 'refused') return []
      const names = await keeping.names.startingWith(asker.team, typed.trim(), OFFERS)
      return names
        .filter(({ name }) => name.length <= 60)
        .map(({ name, by }) => ({ text: `${name} (${by})`, value: `${by}:${name}` }))
    },
  }
}

function filled(values: SubmitJob['values']): SubmitJob['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? fillKeys(value) : value]),
  )
}

import { NO_QUESTION } from '../question/no-question.ts'
import { instant, type Instant } from '../lib/instant.ts'
import { homeView, type HomeShown, type WatchShown } from '../message/home-view.ts'
import type { Message } from '../message/message.ts'
import { readQuestion } from '../question/read-question.ts'
import type { Asked } from './asked.ts'
import type { HomeJob } from './job.ts'
import type { Keeping } from './keeping.ts'
import { toldAs } from './mask-outside.ts'
import type { ReplyDeps } from './reply-deps.ts'
import type { Carrier, Outbox, People } from './ports.ts'
import { type Audit, startOf } from './audit.ts'
import type { Authorize } from './authorize.ts'
import type { Sources } from './answer-question.ts'

/** What places say of themselves, and when they were asked. */
export type Health = { readonly at: Instant; readonly said: Message }

export type HomeDeps = {
  readonly outbox: Outbox
  readonly people: People
  readonly carrier: Carrier
  readonly whole: ReplyDeps['whole']
  readonly keeping: Pick<Keeping, 'recent'>
  readonly sources: Sources
  readonly authorize: Authorize
  readonly audit: Audit
  readonly now: () => Instant
  /** May answer from memory for some minutes: the tab is opened often. */
  readonly health: (signal: AbortSignal) => Promise<Health>
  /** This person's watches; undefined where they are not looked up. */
  readonly watches: (team: string, person: string) => Promise<readonly WatchShown[] | undefined>
}

const RECENT = 10

/** The Home tab: shown at once with what is remembered, and again when the places have said how they are. */
export async function home(job: HomeJob, deps: HomeDeps, signal: AbortSignal): Promise<Asked> {
  const { authorize, health, watches } = deps
  const { asker } = job
  const { zone = 'UTC' } = await deps.people.look(asker)
  const may = await authorize(job, NO_QUESTION, { kind: 'doctor' })
  const told = toldAs(may.kind === 'allowed' ? may.grant : undefined, deps)
  const { outbox } = told
  // What is asked from here is answered in a direct message.
  const show = (shown: HomeShown) =>
    outbox.showHome(asker, { ...homeView(shown), venue: { channel: asker.person, thread: undefined } })
  if (may.kind === 'refused') {
    const shown = { recent: [], watches: undefined, health: 'hidden', healthAt: undefined, zone } as const
    return { outcome: 'shown', sent: await show(shown) }
  }
  const [recent, mine] = await Promise.all([recentOf(job, zone, told), watches(asker.team, asker.person)])
  const shown: HomeShown = { recent, watches: mine, health: 'unasked', healthAt: undefined, zone }
  await show(shown)
  const rights = may.by.join(', ')
  await deps.audit.write(startOf(job, { deed: 'home', question: undefined, rights }, deps.now()))
  const { at, said } = await health(signal)
  return { outcome: 'shown', sent: await show({ ...shown, health: said, healthAt: at }), rights }
}

async function recentOf({ asker, askedAt }: HomeJob, zone: string, deps: HomeDeps): Promise<HomeShown['recent']> {
  const { keeping, carrier, sources } = deps
  const kept = await keeping.recent.list(asker.team, asker.person, RECENT)
  const tokens = new Set<string>()
  const recent: HomeShown['recent'][number][] = []
  for (const { words, askedAt: at } of kept) {
    const reading = readQuestion(words, { now: askedAt, zone, accounts: sources.estate.accounts })
    const token = reading.kind === 'understood' ? await carrier.carry(asker.team, words) : undefined
    if (reading.kind !== 'understood' || token === undefined || tokens.has(token)) continue
    tokens.add(token)
    recent.push({ question: reading.question, askedAt: at, token })
  }
  return recent
}

/** Asks the places at most once in so long, however many look. */
export function makeHealth(
  doctor: (signal: AbortSignal) => Promise<Message>,
  now: () => Instant,
  keepMs = 10 * 60_000,
): HomeDeps['health'] {
  let kept: Promise<Health> | undefined
  let since = 0
  return (signal) => {
    if (kept !== undefined && now() - since < keepMs) return kept
    since = now()
    const asked = doctor(signal).then((said) => ({ at: instant(since), said }))
    kept = asked
    asked.catch(() => {
      if (kept === asked) kept = undefined
    })
    return asked
  }
}

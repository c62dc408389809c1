import { type Instant, instant } from '../lib/instant.ts'
import { noPersonMessage } from '../message/short-messages.ts'
import { watchChangedMessage } from '../message/watch-changed.ts'
import type { WatchEdit } from '../question/check-watch-edit.ts'
import type { Term } from '../question/question.ts'
import { muteInstead } from '../watch/asked-before.ts'
import { isHeld, pause, release } from '../watch/hold.ts'
import { sayTerms } from '../watch/say-terms.ts'
import { sayWatch } from '../watch/say-watch.ts'
import type { Watch } from '../watch/watch.ts'
import { askInstead } from './ask-instead.ts'
import type { Asked } from './asked.ts'
import { mayChangeWatch } from './may-change-watch.ts'
import type { Work } from './reply-deps.ts'
import { resolvePeople } from './resolve-people.ts'
import { urgencyOf } from './urgency-of.ts'
import { makeWatchReplies } from './watch-replies.ts'
import type { WatchingDeps } from './watch-command.ts'
import { WATCH } from './watching.ts'

const deed = 'edit'

export type Editing = {
  readonly id: string
  /** Which state of the watch its form showed; undefined where it was typed. */
  readonly version?: number | undefined
  readonly edit: WatchEdit
}

/**
 * Changes a watch to what a form or words say, in one write, if it is still what the form showed. Who may is as for
 * `changeWatch`; it is told where the form was opened, and something else that is watched in the watch's channel.
 */
export async function editWatch(
  work: Work,
  { id, version, edit }: Editing,
  deps: WatchingDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const { asker } = work
  const { refused, tell, whisper } = makeWatchReplies(work, deed, deps)
  const may = await mayChangeWatch(work, id, deps)
  if (may.kind === 'refused') return { ...(await refused(may.why, may.more)), ...may.audited }
  const audited = { deed, rights: may.rights, question: sayWatch(may.watch) }
  const mutes: (readonly Term[])[] = []
  for (const { asked } of edit.mutes ?? []) {
    const resolved = await resolvePeople(asked.question, (person) => deps.people.look({ ...asker, person }))
    if (resolved.kind === 'unknown')
      return { ...audited, outcome: 'unclear', sent: await whisper(noPersonMessage(resolved.person)) }
    mutes.push(resolved.question.terms)
  }
  const { zone } = await deps.people.look(asker)
  const now = deps.now()
  const watch = changed(may.watch, zone ?? 'UTC', now)
  if (watch === undefined)
    return {
      ...audited,
      ...(await refused('It was changed too often within two weeks.', 'Nothing was changed. Set another watch.')),
    }
  const isShown = version === undefined || may.version === version
  if (!isShown) return { ...audited, ...(await tooLate()) }
  if (edit.asked !== undefined) {
    const asked = await askInstead(work, { kept: may, changed: watch, asked: edit.asked }, deps, signal)
    if (asked === 'changed') return { ...audited, ...(await tooLate()) }
    if (asked !== 'the same') return { ...asked, deed }
  }
  if (JSON.stringify(watch) === JSON.stringify(may.watch))
    return {
      ...audited,
      ...(await refused('Nothing was changed.', 'The watch is like that already.')),
      outcome: 'done',
    }
  if (!(await deps.watching.store.putWatch(watch, may.version))) return { ...audited, ...(await tooLate()) }
  const token = await deps.carrier.carry(asker.team, `${WATCH}${id}`)
  const sent = await tell(watchChangedMessage(watch, { kind: 'edit', before: may.watch, now }, asker.person, token))
  return { ...audited, outcome: 'done', sent }

  function changed(before: Watch, zone: string, now: Instant): Watch | undefined {
    const said = edit.urgency && urgencyOf(edit.urgency, zone)
    const isSame = said?.kind === 'daily' && before.urgency.kind === 'daily' && said.hour === before.urgency.hour
    const known = new Map(before.mutes.map((terms) => [sayTerms(terms), terms]))
    const told = edit.mutes === undefined ? before.mutes : mutes.map((terms) => known.get(sayTerms(terms)) ?? terms)
    const at = instant(Math.floor(now / 1_000) * 1_000)
    const muted = muteInstead(before, told, at, deps.watching.settings)
    return muted && held({ ...muted, urgency: isSame || said === undefined ? before.urgency : said }, now)
  }

  function held(watch: Watch, now: Instant): Watch {
    const { state } = edit
    if (state === undefined || watch.hold?.kind === 'suspended') return watch
    if (state.kind === 'tell') return isHeld(watch, now) ? release(watch, now) : watch
    const until = state.forMs === undefined ? state.until : work.askedAt + state.forMs
    const isAsItWas = isHeld(watch, now) && watch.hold?.until === until
    return isAsItWas ? watch : pause(watch, now, until === undefined ? undefined : instant(until))
  }

  function tooLate(): Promise<Asked> {
    return version === undefined
      ? refused('That watch is being changed by somebody else.', 'Nothing was changed. Try again.')
      : refused(
          'That watch was changed since you opened the form.',
          'Nothing was changed. Open the form again: it shows the watch as it is now.',
        )
  }
}

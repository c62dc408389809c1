import { type Instant, instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { noPersonMessage } from '../message/short-messages.ts'
import { type WatchChange, watchChangedMessage } from '../message/watch-changed.ts'
import { MOST_MUTES } from '../question/watch-form-choices.ts'
import type { Term } from '../question/question.ts'
import { muteInstead } from '../watch/asked-before.ts'
import { end, pause, release } from '../watch/hold.ts'
import { sayTerms } from '../watch/say-terms.ts'
import { sayWatch } from '../watch/say-watch.ts'
import type { Watch } from '../watch/watch.ts'
import type { Asked } from './asked.ts'
import { mayChangeWatch } from './may-change-watch.ts'
import type { Work } from './reply-deps.ts'
import { resolvePeople } from './resolve-people.ts'
import { makeWatchReplies } from './watch-replies.ts'
import type { WatchingDeps, WatchReading } from './watch-command.ts'
import { WATCH } from './watching.ts'

type Changing = Extract<WatchReading, { kind: 'change-watch' }>

const TRIES = 5

/**
 * Pauses, resumes, mutes or ends a watch. Its owner may, from anywhere; and whoever may set the same watch in its channel,
 * there. Told where it was asked, for others to see.
 */
export async function changeWatch(work: Work, reading: Changing, deps: WatchingDeps): Promise<Asked> {
  const { asker } = work
  const { store } = deps.watching
  const deed = reading.change
  const { refused, tell, whisper } = makeWatchReplies(work, deed, deps)
  const resolved =
    reading.mutes && (await resolvePeople(reading.mutes.question, (person) => deps.people.look({ ...asker, person })))
  if (resolved?.kind === 'unknown')
    return { deed, outcome: 'unclear', sent: await whisper(noPersonMessage(resolved.person)) }
  const muted: readonly Term[] = resolved?.question.terms ?? []

  for (let tried = 0; tried < TRIES; tried += 1) {
    const may = await mayChangeWatch(work, reading.id, deps)
    if (may.kind === 'refused') {
      return { ...(await refused(may.why, may.more)), ...may.audited }
    }
    const { watch, version, rights } = may
    const changed = change(watch, deps.now())
    if (typeof changed === 'string') return { ...(await refused(changed, 'Nothing was changed.')), rights }
    if (!(await store.putWatch(changed.watch, version))) continue
    const token = await deps.carrier.carry(asker.team, `${WATCH}${watch.id}`)
    const sent = await tell(watchChangedMessage(changed.watch, changed.told, asker.person, token))
    return { deed, outcome: 'done', sent, rights, question: sayWatch(watch) }
  }
  return refused('That watch is being changed by somebody else.', 'Try again.')

  function change(watch: Watch, now: Instant): { readonly watch: Watch; readonly told: WatchChange } | string {
    switch (reading.change) {
      case 'unwatch':
        return { watch: end(watch, now), told: { kind: 'unwatch' } }
      case 'pause': {
        if (watch.hold?.kind === 'suspended') return 'It is suspended, and tells nothing anyway.'
        const until = reading.forMs === undefined ? undefined : instant(now + reading.forMs)
        return { watch: pause(watch, now, until), told: { kind: 'pause', until } }
      }
      case 'resume':
        if (watch.hold === undefined) return 'It is not paused.'
        if (watch.hold.kind === 'suspended') return 'It is suspended, and goes on by itself when the reason is gone.'
        return { watch: release(watch, now), told: { kind: 'resume' } }
      case 'mute': {
        if (muted.length === 0) return 'Say what is not to be told any more: mute w-… event:Decrypt'
        if (watch.mutes.length >= MOST_MUTES)
          return `It has ${MOST_MUTES} mutes, which is as many as I keep. Set a narrower watch.`
        const words = sayTerms(muted)
        const mutes = [...watch.mutes.filter((terms) => sayTerms(terms) !== words), muted]
        return { watch: { ...watch, mutes }, told: { kind: 'mute', words } }
      }
      case 'unmute': {
        const words = sayTerms(muted)
        const mutes = watch.mutes.filter((terms) => sayTerms(terms) !== words)
        if (mutes.length === watch.mutes.length) return `It has no such mute: ${words}.`
        const unmuted = muteInstead(watch, mutes, instant(Math.floor(now / 1_000) * 1_000), deps.watching.settings)
        if (unmuted === undefined) return 'It was changed too often within two weeks. Set another watch.'
        return { watch: unmuted, told: { kind: 'unmute', words } }
      }
      default:
        return never(reading.change)
    }
  }
}

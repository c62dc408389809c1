import { WATCH_ACTIONS } from '../message/watch-buttons.ts'
import type { Reading, Term } from '../question/question.ts'
import type { ReadingContext } from '../question/read-question.ts'
import { readQuestion } from '../question/read-question.ts'
import { sayTerms } from '../watch/say-terms.ts'
import type { ClickJob } from './job.ts'
import type { Sighting } from '../watch/watch.ts'
import type { Watching } from './watching.ts'
import { WATCH } from './watching.ts'

/**
 * A click at a watch: the watch is that of the token, and what to do with it is read as if whoever clicked had typed it.
 * Undefined where it is no such click, or the watch is gone.
 */
export async function watchClick(
  job: Pick<ClickJob, 'action' | 'value' | 'asker'>,
  words: string,
  context: ReadingContext,
  watching: Watching | undefined,
): Promise<Reading | undefined> {
  if (!words.startsWith(WATCH) || !job.action.startsWith(WATCH_ACTIONS) || watching === undefined) return undefined
  const id = words.slice(WATCH.length)
  const [, verb, rest = ''] =
    /^(pause|resume|unwatch|mute|unmute|mute-like|tell)(?: (.{1,2000}))?$/.exec(job.value) ?? []
  if (verb === undefined) return undefined
  if (verb !== 'tell' && verb !== 'mute-like') return readQuestion(`${verb} ${id} ${rest}`.trim(), context)
  const kept = await watching.store.watch(job.asker.team, id)
  if (kept === undefined || kept.row.ended !== undefined) return undefined
  if (verb === 'mute-like') {
    const [sighting] = await watching.store.sightings(kept.row.team, kept.row.channel, [rest])
    const words = sighting && likeWords(sighting)
    return words === undefined ? undefined : readQuestion(`mute ${id} ${words}`, context)
  }
  return readQuestion(`watch ${rest} ${sayTerms(kept.row.terms, kept.row.via)}`, context)
}

/** The call of an event on what it was done to, as words. */
function likeWords({ said: { name, target } }: Sighting): string | undefined {
  if (target === undefined) return undefined
  const terms: readonly Term[] = [
    { not: false, predicate: { kind: 'event', value: name, prefix: false } },
    { not: false, predicate: { kind: 'resource', value: target } },
  ]
  return sayTerms(terms)
}

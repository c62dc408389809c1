import { find } from '../find/find.ts'
import { type Instant, instant } from '../lib/instant.ts'
import type { Preview } from '../message/watch-preview.ts'
import { sayDollars } from '../message/say-cost.ts'
import { makeSighter } from '../watch/sighter.ts'
import { makeTellings } from '../watch/tellings.ts'
import type { Watch } from '../watch/watch.ts'
import { dollarsOf } from './estimate-cost.ts'
import type { WatchingDeps } from './watch-command.ts'
import { makePay } from './pay.ts'
import { planOver } from './watch-plan.ts'

const DAY_MS = 86_400_000
/** Longer is not waited for: it is only to give an idea. */
const LONGEST_MS = 60_000

/** What a watch would have told over the last day, by looking where it looks. Never rejects: the watch stands without it. */
export async function previewWatch(
  watch: Watch,
  {
    sources,
    sleep,
    now,
    freeDollars,
    budget,
    watching,
  }: Pick<WatchingDeps, 'sources' | 'sleep' | 'now' | 'freeDollars' | 'budget' | 'watching'>,
  signal: AbortSignal,
): Promise<Preview> {
  const at = now()
  const from: Instant = instant(at - DAY_MS)
  const plan = planOver(watch, sources.estate, { from, to: at }, at)
  const tellings = makeTellings(watch.urgency, watching.settings)
  const sighter = makeSighter([{ ...watch, since: from }], watching.settings, at, true)
  const late = new AbortController()
  let isOver = false
  void sleep(LONGEST_MS).then(() => !isOver && late.abort(new Error('the preview took too long')))
  try {
    const { team, owner, channel } = watch
    const paid = await makePay(
      { asker: { team, person: owner }, venue: { channel, thread: undefined, responseUrl: undefined } },
      { budget, sources },
      freeDollars,
    )([plan])
    if (paid.kind === 'unpaid') {
      const price = `that would cost about ${sayDollars(paid.dollars)}`
      return { kind: 'not-looked', why: paid.why === 'budget' ? `${price}, and a budget is used up.` : `${price}.` }
    }
    const { findings } = await find(plan, {
      backends: sources.backends,
      signal: AbortSignal.any([signal, late.signal]),
      notable: () => false,
      onEvent(event) {
        for (const { sighting } of sighter.see(event)) {
          const { time, said, standsOut } = sighting
          tellings.add({ time, who: said.who, name: said.name, stands: standsOut.length > 0 })
        }
      },
      listed: 1,
      listedNotable: 1,
    })
    await paid.settle(dollarsOf(findings))
    return { kind: 'counted', ...tellings.count(), partly: findings.some(({ gaps }) => gaps.length > 0) }
  } catch {
    return { kind: 'not-looked', why: 'that failed.' }
  } finally {
    isOver = true
  }
}

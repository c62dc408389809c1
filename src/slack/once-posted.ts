import type { Posted, Sent } from '../job/ports.ts'

/** Finds the message posted under a key; `absent` if it certainly isn't there, `cannot` where that can't be seen. */
export type LookBack = (
  venue: { readonly channel: string; readonly thread?: string | undefined },
  key: string,
) => Promise<Posted | 'absent' | 'cannot'>

const REMEMBERED = 10_000

/**
 * Lets a key through once. A second call with it gets the first one's outcome, whether it's done or still going; it is
 * tried anew only where Slack certainly doesn't have the message.
 */
export function makeOncePosted(lookBack: LookBack | undefined) {
  const posts = new Map<string, Promise<Sent>>()
  return async (venue: Parameters<LookBack>[0], key: string, post: () => Promise<Sent>): Promise<Sent> => {
    const before = posts.get(key)
    const sent = before === undefined ? post() : before.then((outcome) => again(outcome))
    posts.set(key, sent)
    if (posts.size > REMEMBERED) forgetOldest()
    return sent

    async function again(outcome: Sent): Promise<Sent> {
      if (outcome.kind === 'posted') return outcome
      if (outcome.kind === 'unposted') return post()
      const found = (await lookBack?.(venue, key)) ?? 'cannot'
      if (found === 'cannot') return outcome
      return found === 'absent' ? post() : { kind: 'posted', posted: found }
    }
  }

  function forgetOldest(): void {
    const oldest = posts.keys().next()
    if (oldest.done !== true) posts.delete(oldest.value)
  }
}

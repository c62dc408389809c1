import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'

const LIFE_MS = 30 * 60_000
const USES = 5

/** Where a response_url leads: a place, a person, and the message that was clicked, if any. */
export type ResponseTarget = {
  readonly person: string
  readonly channel: string
  readonly thread?: string
  readonly message?: { readonly ts: string; readonly ephemeral: boolean }
}

export type ResponseUrls = {
  make(target: ResponseTarget): string
  use(path: string): ResponseTarget | { readonly error: 'expired_url' | 'used_url' }
}

/** Slack's response_url: five uses within thirty minutes. */
export function makeResponseUrls(clock: Clock, ids: Ids, origin: () => string): ResponseUrls {
  const made = new Map<string, { readonly target: ResponseTarget; readonly at: number; uses: number }>()
  return {
    make(target) {
      const path = `/response/${ids.secret('')}`
      made.set(path, { target, at: clock.now(), uses: 0 })
      return `${origin()}${path}`
    },
    use(path) {
      const url = made.get(path)
      if (url === undefined || clock.now() - url.at > LIFE_MS) return { error: 'expired_url' }
      if (url.uses >= USES) return { error: 'used_url' }
      url.uses++
      return url.target
    },
  }
}

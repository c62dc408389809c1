import { createHmac, timingSafeEqual } from 'node:crypto'
import { instant, type Instant } from '../lib/instant.ts'

/** What a browser is sent to Slack with, and comes back with: that the same browser began it, here, not long ago. */
export type InstallStates = {
  /** A state for this browser, good for ten minutes. */
  make(browser: string): string
  /** `id` names this state alone, so that it can be taken once. */
  read(
    state: string,
    browser: string | undefined,
  ): { readonly kind: 'good'; readonly id: string; readonly until: Instant } | { readonly kind: 'expired' | 'wrong' }
}

export const STATE_MS = 10 * 60_000

/**
 * Signed, and bound to a cookie that only the browser has: a link that someone else began does not install anything.
 * `chance` gives that many random bytes. https://datatracker.ietf.org/doc/html/rfc6749#section-10.12
 */
export function makeInstallStates(
  secret: string,
  now: () => Instant,
  chance: (bytes: number) => Uint8Array,
): InstallStates {
  return {
    make(browser) {
      const said = `${newName(chance)}.${now() + STATE_MS}`
      return `${said}.${sign(said, browser)}`
    },
    read(state, browser) {
      const match = /^([\w-]{22})\.(\d{1,15})\.([\w-]{43})$/.exec(state)
      if (match === null || browser === undefined || !isBrowser(browser)) return { kind: 'wrong' }
      const [, id = '', until = '', signature = ''] = match
      const right = Buffer.from(sign(`${id}.${until}`, browser))
      if (!timingSafeEqual(right, Buffer.from(signature))) return { kind: 'wrong' }
      return Number(until) <= now() ? { kind: 'expired' } : { kind: 'good', id, until: instant(Number(until)) }
    },
  }

  function sign(said: string, browser: string): string {
    return createHmac('sha256', secret).update(`whodid install state\n${said}\n${browser}`).digest('base64url')
  }
}

/** 128 bits that nobody guesses, in letters for cookies and addresses. */
export function newName(chance: (bytes: number) => Uint8Array): string {
  return Buffer.from(chance(16)).toString('base64url')
}

/** Whether this can be what `newName` made for a browser. */
export function isBrowser(said: string): boolean {
  return /^[\w-]{22}$/.test(said)
}

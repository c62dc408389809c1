import type { Instant } from '../lib/instant.ts'
import type { WatchStore } from '../watch/store.ts'
import type { Telemetry } from './telemetry.ts'
import type { WatchSlack } from './watch-ports.ts'

/** The same store; each time a cursor is kept it is told how far behind now it is: what watches have surely seen. */
export function noticeLag(store: WatchStore, telemetry: Telemetry, now: () => Instant): WatchStore {
  return {
    ...store,
    async putCursor(cursor, was) {
      const isKept = await store.putCursor(cursor, was)
      if (isKept) telemetry.watchLag(Math.max(0, now() - cursor.to))
      return isKept
    },
  }
}

/** The same Slack; what became of each message is told. */
export function noticeTold(slack: WatchSlack, telemetry: Telemetry): WatchSlack {
  return {
    ...slack,
    async post(to, message, key) {
      const sent = await slack.post(to, message, key)
      telemetry.sent(sent.kind === 'unposted' ? sent.reason : sent.kind)
      return sent
    },
  }
}

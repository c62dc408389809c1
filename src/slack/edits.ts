import type { Clock } from '../lib/clock.ts'
import type { Posted, Sent } from '../job/ports.ts'
import type { Message } from '../message/message.ts'

type Draft = {
  latest: Message | undefined
  waiting: ((sent: Sent) => void)[]
  busy: boolean
  editedAt: number | undefined
}

/** Slack takes about fifty edits a minute in all: with many messages being edited at once, each is edited less often. */
const SHARED_GAP_MS = 1_300
const RECENT_MS = 30_000

/**
 * Edits of one message, one at a time and not too often. While one waits its turn a newer one takes its place, and the
 * newest is always sent; whoever asked for a skipped edit learns what became of the one sent instead.
 */
export function makeEdits(
  clock: Clock,
  gapMs: number,
  update: (posted: Posted, message: Message) => Promise<Sent>,
): (posted: Posted, message: Message) => Promise<Sent> {
  const drafts = new Map<string, Draft>()
  return (posted, message) => {
    const key = `${posted.channel}/${posted.ts}`
    const draft = drafts.get(key) ?? { latest: undefined, waiting: [], busy: false, editedAt: undefined }
    drafts.set(key, draft)
    draft.latest = message
    const sent = new Promise<Sent>((resolve) => draft.waiting.push(resolve))
    if (!draft.busy) void work(posted, draft)
    return sent
  }

  async function work(posted: Posted, draft: Draft): Promise<void> {
    draft.busy = true
    while (draft.latest !== undefined) {
      const wait = (draft.editedAt ?? -Infinity) + gap() - clock.now()
      if (wait > 0) await clock.sleep(wait)
      const message = draft.latest
      const waiting = draft.waiting
      draft.latest = undefined
      draft.waiting = []
      const sent = await update(posted, message)
      draft.editedAt = clock.now()
      for (const resolve of waiting) resolve(sent)
    }
    draft.busy = false
  }

  function gap(): number {
    let active = 0
    for (const [key, draft] of drafts) {
      if (draft.busy || (draft.editedAt ?? 0) > clock.now() - RECENT_MS) active += 1
      else drafts.delete(key)
    }
    return Math.max(gapMs, active * SHARED_GAP_MS)
  }
}

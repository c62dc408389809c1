import { auditMessage } from '../message/audit-message.ts'
import { maskMessage } from '../message/mask-message.ts'
import { type Audit, STARTED } from './audit.ts'
import type { Outbox } from './ports.ts'

/** The audit as lines in a channel: for people to see, beside where it is kept. What Slack does not take is not lost there. */
export function makeChannelAudit(channel: string, outbox: Pick<Outbox, 'post'>): Audit {
  return {
    async write(record) {
      // People there need one line a question: what came of it.
      if (record.outcome === STARTED) return
      // Slack's pace of a message a second must not hold up the work that it tells of.
      void outbox.post({ channel }, maskMessage(auditMessage(record)), `audit/${record.key}`)
    },
  }
}

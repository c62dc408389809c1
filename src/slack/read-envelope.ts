import { z } from 'zod'

/** What the SDK's client hands on of an envelope. https://docs.slack.dev/apis/events-api/using-socket-mode */
const Envelope = z.object({
  envelope_id: z.string().min(1),
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().nullish(),
  retry_reason: z.string().nullish(),
})

/** An envelope of Socket Mode, or undefined where it isn't one. */
export function readEnvelope(raw: unknown) {
  const read = Envelope.safeParse(raw)
  if (!read.success) return undefined
  const { envelope_id, body, retry_num, retry_reason } = read.data
  return { envelopeId: envelope_id, body, retryNum: retry_num ?? undefined, retryReason: retry_reason ?? undefined }
}

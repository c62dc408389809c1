import { z } from 'zod'
import { say } from './rules.ts'

/** Figures for those who run the bot. Off unless there is somewhere to send them. */
export const Telemetry = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/, error: 'an address with http:// or https:// is expected' })
    .optional()
    .meta(
      say(
        'Where metrics and traces go: an OpenTelemetry collector, over OTLP/HTTP. Without it, none are made.',
        'http://127.0.0.1:4318',
      ),
    ),
})

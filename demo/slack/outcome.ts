import { never } from '../../src/lib/never.ts'
import type { Answer } from './deliver.ts'

/** What became of something a person did. */
export type Outcome =
  | { readonly kind: 'acked'; readonly body: unknown }
  /** The app did not answer as it should; `shown` is what Slack tells the person. */
  | { readonly kind: 'failed'; readonly error: string; readonly shown: string }
  /** Slack itself does not let them, and says so. */
  | { readonly kind: 'refused'; readonly shown: string }
  /** The app is not told: it did not subscribe, or is not there. */
  | { readonly kind: 'untold' }

/** The outcome of what was sent to the app, in Slack's words. */
export function outcomeOf(answer: Answer, what: string): Outcome {
  const failed = (error: string): Outcome => ({
    kind: 'failed',
    error,
    shown: `${what} failed with the error "${error}"`,
  })
  switch (answer.kind) {
    case 'acked':
      return { kind: 'acked', body: answer.body }
    case 'timeout':
      return failed('operation_timeout')
    case 'status':
      return failed(answer.status >= 500 ? 'http_service_error' : 'http_client_error')
    case 'unreachable':
      return failed('dispatch_failed')
    default:
      return never(answer)
  }
}

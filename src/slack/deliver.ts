import type { App } from '@slack/bolt'

/** Bolt's App, or another that takes the same. */
export type Processing = Pick<App, 'processEvent'>

/** What Slack sent, whichever way it came. */
export type Incoming = {
  readonly body: Readonly<Record<string, unknown>>
  readonly envelopeId?: string | undefined
  readonly retryNum?: number | undefined
  readonly retryReason?: string | undefined
}

/** What is to be said to Slack about it. `unhandled` and `failed` are no acknowledgement. */
export type Delivery =
  | { readonly kind: 'acked'; readonly response: unknown }
  | { readonly kind: 'unhandled' }
  | { readonly kind: 'failed'; readonly error: unknown }

/**
 * Gives a payload to the app, and resolves as soon as it's acknowledged. Bolt acknowledges an event before any listener
 * has seen it; here an event counts as acknowledged when its listeners have ended well, so that none is lost.
 */
export function deliver(app: Processing, incoming: Incoming): Promise<Delivery> {
  return new Promise((resolve) => {
    const isEvent = typeof incoming.body.event === 'object'
    let acked: Delivery | undefined
    const ack = async (response?: unknown) => {
      acked ??= { kind: 'acked', response }
      if (!isEvent) resolve(acked)
    }
    app
      .processEvent({
        body: incoming.body,
        ack,
        ...(incoming.retryNum === undefined ? {} : { retryNum: incoming.retryNum }),
        ...(incoming.retryReason === undefined ? {} : { retryReason: incoming.retryReason }),
        ...(incoming.envelopeId === undefined ? {} : { customProperties: { envelopeId: incoming.envelopeId } }),
      })
      .then(
        () => resolve(acked ?? { kind: 'unhandled' }),
        (error: unknown) => resolve({ kind: 'failed', error }),
      )
  })
}

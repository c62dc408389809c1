import type { Processing } from './deliver.ts'
import type { Doorway } from './listen.ts'

type Taken = {
  readonly body: unknown
  readonly context: object
  ack(response?: unknown): Promise<void>
}
type Listener = (taken: Taken) => Promise<void>

/**
 * In the place of Bolt's App: gives what was sent to the one listener for its kind. Nothing is authorised, no client is made,
 * and nothing is said to Slack by itself.
 */
export function makeRouter(): Doorway & Processing {
  const listeners = new Map<string, Listener>()
  const events = new Map<string, Listener>()
  let onError: ((error: Error) => Promise<void>) | undefined
  const by = (kind: string) => (_: RegExp, listener: Listener) => void listeners.set(kind, listener)
  const router = {
    command: by('command'),
    action: by('action'),
    shortcut: by('shortcut'),
    view: by('view'),
    options: by('options'),
    event: (type: string, listener: Listener) => void events.set(type, listener),
    error: (handler: (error: Error) => Promise<void>) => void (onError = handler),
    async processEvent({ body, ack, customProperties }: Parameters<Processing['processEvent']>[0]) {
      const isEvent = typeof body.event === 'object'
      const listener = isEvent ? events.get(String(body.event?.type)) : listeners.get(kindOf(body))
      // Bolt acknowledges events by itself, also those that nobody listens to; and views that were closed.
      if (isEvent || body.type === 'view_closed') await ack()
      try {
        await listener?.({ body, context: customProperties ?? {}, ack })
      } catch (error) {
        if (onError === undefined) throw error
        await onError(error instanceof Error ? error : new Error(String(error)))
      }
    },
  }
  // Bolt's listeners are generic over a hundred payloads; ours read what they are given.
  return router as unknown as Doorway & Processing
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#payloads */
function kindOf({ command, type }: Readonly<Record<string, unknown>>): string {
  if (typeof command === 'string') return 'command'
  switch (type) {
    case 'block_actions':
      return 'action'
    case 'block_suggestion':
      return 'options'
    case 'view_submission':
      return 'view'
    case 'shortcut':
    case 'message_action':
      return 'shortcut'
    default:
      return ''
  }
}

import { onTheWall } from './clock.ts'
import type { Exchange } from './exchanges.ts'
import type { Json } from './record.ts'
import type { Workspace } from './workspace.ts'

/** How long Slack waits for an acknowledgement. */
const ACK_MS = 3_000

/** Something for the bot. */
export type Inbound = {
  readonly kind: 'command' | 'interactive' | 'options' | 'event'
  readonly payload: Json
  /** The same however often it is sent. */
  readonly envelope: string
  readonly retry?: { readonly attempt: number; readonly reason: string }
}

/** What came back. */
export type Answer =
  | { readonly kind: 'acked'; readonly body: unknown }
  | { readonly kind: 'status'; readonly status: number; readonly retry: boolean }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timeout' }

/** Socket Mode or HTTP. Once `signal` is aborted nobody waits for the answer any more. */
export type Transport = (inbound: Inbound, exchange: Exchange, signal: AbortSignal) => Promise<Answer>

/** Sends something to the bot and waits three seconds for its answer, whatever the transport. */
export async function deliver(workspace: Workspace, transport: Transport, inbound: Inbound): Promise<Answer> {
  const fault = workspace.faults.take(inbound.kind)
  if (fault?.kind === 'duplicate') void once(workspace, transport, inbound, false)
  return await once(workspace, transport, inbound, fault?.kind === 'lose-ack')
}

async function once(workspace: Workspace, transport: Transport, inbound: Inbound, loseAck: boolean): Promise<Answer> {
  const exchange = workspace.log.begin({
    direction: 'to-bot',
    name: inbound.kind,
    request: inbound.payload,
    envelope: inbound.envelope,
  })
  const giveUp = new AbortController()
  const answer = await new Promise<Answer>((resolve) => {
    const callOff = workspace.clock.after(onTheWall(workspace.clock, ACK_MS), () => resolve({ kind: 'timeout' }))
    void (async () => {
      const each = await transport(inbound, exchange, giveUp.signal)
      if (loseAck && each.kind === 'acked') return
      callOff()
      resolve(each)
    })()
  })
  giveUp.abort()
  workspace.log.end(exchange, {
    response: answer.kind === 'acked' ? answer.body : undefined,
    status: answer.kind === 'status' ? answer.status : answer.kind,
  })
  return answer
}

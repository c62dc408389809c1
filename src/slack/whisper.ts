import type { Asker, Venue } from '../job/job.ts'
import type { Outbox, Sent } from '../job/ports.ts'
import type { Log } from '../lib/log.ts'
import type { Message } from '../message/message.ts'
import { plainPayload } from './payload.ts'
import type { Payload } from './payload.ts'
import { isResponseUrl, respond } from './respond.ts'

export type WhisperRoads = {
  readonly log: Log
  readonly timeoutMs: number
  readonly origins: readonly string[]
  payload(message: Message): Payload
  ephemeral(venue: Venue, person: string, message: Message): Promise<Sent>
  direct(person: string, message: Message): Promise<Sent>
}

/**
 * To one person alone: by response_url, else an ephemeral message, else a direct one. Where it isn't known whether the
 * first got through the next is taken too: the same line twice to one person is better than silence.
 */
export function makeWhisper(roads: WhisperRoads): Outbox['whisper'] {
  return async (venue: Venue, asker: Asker, message: Message): Promise<Sent> => {
    const responded = await byResponseUrl(venue, message)
    if (responded?.kind === 'posted') return responded
    const ephemeral = await roads.ephemeral(venue, asker.person, message)
    if (ephemeral.kind === 'posted') return ephemeral
    return roads.direct(asker.person, message)
  }

  async function byResponseUrl(venue: Venue, message: Message): Promise<Sent | undefined> {
    if (venue.responseUrl === undefined) return undefined
    if (!isResponseUrl(venue.responseUrl, roads.origins)) {
      roads.log.warn({ channel: venue.channel }, 'a response_url leads elsewhere than to Slack, and was not used')
      return undefined
    }
    const payload = roads.payload(message)
    const sent = await respond(venue.responseUrl, payload, venue.channel, roads.timeoutMs)
    if (sent.kind !== 'unposted' || sent.reason !== 'refused' || payload.blocks === undefined) return sent
    roads.log.error({ sent }, 'slack refused a whisper, sending its text alone')
    return respond(venue.responseUrl, plainPayload(message), venue.channel, roads.timeoutMs)
  }
}

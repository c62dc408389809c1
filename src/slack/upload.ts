import type { WebClient } from '@slack/web-api'
import type { Outbox, Sent, Upload } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { classifyStatus } from './classify.ts'
import { neverReached } from './never-reached.ts'
import { send } from './send.ts'

export type UploadSettings = {
  readonly client: WebClient
  readonly clock: Clock
  readonly log: Log
  readonly maxWaitMs: number
  /** Where bytes may go besides Slack's own hosts. */
  readonly origins: readonly string[]
}

const SLACK_FILES = /^https:\/\/(?:[\w-]+\.)*slack(?:-gov)?\.com\//
const BYTES_WITHIN_MS = 120_000

/**
 * Files in three steps: an address for each, its bytes, then all of them as one message. Nothing is seen in Slack before
 * the last step, so the first two are repeated freely. https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export function makeUpload(settings: UploadSettings): Outbox['upload'] {
  const { client, clock, log, maxWaitMs } = settings
  return async (venue, files, said) => {
    const done: { id: string; title: string }[] = []
    for (const file of files) {
      const placed = await place(file)
      if (placed.kind !== 'posted') return failed(placed)
      done.push({ id: placed.posted.ts, title: file.title })
    }
    const [first, ...rest] = done
    if (first === undefined) return { kind: 'unposted', reason: 'refused', detail: 'there is no file' }
    const { sent } = await send(
      async () => {
        await client.files.completeUploadExternal({
          files: [first, ...rest],
          channel_id: venue.channel,
          ...(venue.thread === undefined ? {} : { thread_ts: venue.thread }),
          initial_comment: said,
        })
        // Slack gives no ts: the message is made later, when the file was looked at.
        return { channel: venue.channel, ts: '' }
      },
      { clock, maxWaitMs, repeatable: false },
    )
    return sent.kind === 'posted' ? sent : failed(sent)
  }

  async function place({ name, bytes }: Upload): Promise<Sent> {
    let bad: Sent | undefined
    const { sent } = await send(
      async () => {
        bad = undefined
        const reply = await client.files.getUploadURLExternal({ filename: name, length: bytes.byteLength })
        bad = await put(reply.upload_url ?? '', bytes)
        return { channel: '', ts: reply.file_id ?? '' }
      },
      { clock, maxWaitMs, repeatable: true },
    )
    return bad ?? sent
  }

  async function put(url: string, bytes: Uint8Array): Promise<Sent | undefined> {
    const origin = URL.canParse(url) ? new URL(url).origin : ''
    if (!SLACK_FILES.test(url) && !settings.origins.includes(origin))
      return { kind: 'unposted', reason: 'refused', detail: 'the address for the file is not Slack’s' }
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        redirect: 'error',
        signal: AbortSignal.timeout(BYTES_WITHIN_MS),
      })
      await response.body?.cancel()
      return response.ok ? undefined : classifyStatus(response.status)
    } catch (error) {
      if (neverReached(error)) return { kind: 'unposted', reason: 'unreachable', detail: 'the file could not be sent' }
      return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) }
    }
  }

  function failed(sent: Sent): Sent {
    log.warn({ sent }, 'a file could not be uploaded')
    return sent
  }
}

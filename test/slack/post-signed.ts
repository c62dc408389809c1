import { createHmac } from 'node:crypto'

export const SIGNING_SECRET = 'fake-signing-secret'

export function sign(body: string | Uint8Array, timestamp: string, secret = SIGNING_SECRET): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
}

/** Headers as Slack sends them with a body. */
export function signedHeaders(body: string | Uint8Array, nowMs: number, type = 'application/x-www-form-urlencoded') {
  const timestamp = String(Math.floor(nowMs / 1000))
  return { 'content-type': type, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': sign(body, timestamp) }
}

export function commandForm(more: Record<string, string> = {}): string {
  return new URLSearchParams({
    token: 'fake-verification-token',
    team_id: 'T00FAKE',
    channel_id: 'C00INCIDENTS',
    user_id: 'U00ALICE',
    command: '/whodid',
    text: 'Alice 24h',
    api_app_id: 'A00FAKE',
    response_url: 'https://hooks.slack.com/commands/T00FAKE/1/fake',
    trigger_id: '1.2.fake',
    ...more,
  }).toString()
}

export function eventBody(event: object, more: object = {}): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: 'T00FAKE',
    api_app_id: 'A00FAKE',
    event_id: 'Ev00FAKE',
    event_time: 1_795_000_000,
    event: {
      type: 'app_mention',
      user: 'U00ALICE',
      channel: 'C00INCIDENTS',
      ts: '1795000000.000100',
      text: '<@U00BOT> Alice 24h',
      ...event,
    },
    ...more,
  })
}

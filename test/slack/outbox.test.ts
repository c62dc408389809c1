import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { UnpostedReason } from '../../src/job/ports.ts'
import type { Message } from '../../src/message/message.ts'
import { makeClient } from '../../src/slack/client.ts'
import type { LookBack } from '../../src/slack/once-posted.ts'
import { makeOutbox } from '../../src/slack/outbox.ts'
import { makeHastyClock } from './fake-clock.ts'
import { inTurn, ok, refuse, reply, startWebApi } from './fake-web-api.ts'
import { makeQuietLog } from './quiet-log.ts'

const message: Message = {
  text: 'Alice: 3 events',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'hello' } }],
}
const channel = 'C00INCIDENTS'
const asker = { team: 'T00FAKE', person: 'U00ALICE' }

let api: Awaited<ReturnType<typeof startWebApi>>
beforeEach(async () => {
  api = await startWebApi()
})
afterEach(() => api.close())

describe('what becomes of a post', () => {
  test('a post that Slack takes is posted, unfurls nothing, and carries its key', async () => {
    const { outbox } = makeBox()

    const sent = await outbox.post({ channel, thread: '1795000000.000001' }, message, 'k1')

    expect(sent).toMatchObject({ kind: 'posted', posted: { channel } })
    expect(api.calls[0]?.form).toMatchObject({
      channel,
      text: message.text,
      thread_ts: '1795000000.000001',
      unfurl_links: 'false',
      unfurl_media: 'false',
      metadata: JSON.stringify({ event_type: 'whodid', event_payload: { key: 'k1' } }),
    })
    expect(api.calls[0]?.form).not.toHaveProperty('link_names')
    expect(api.calls[0]?.form).not.toHaveProperty('parse')
  })

  const unknowns: Record<string, Parameters<typeof api.does>[0]> = {
    'no reply at all': () => undefined,
    'a connection dropped after the request was taken': (_, response) => response.destroy(),
    'HTTP 500': (_, response) => reply(response, {}, 500),
    'HTTP 503 with a page': (_, response) => response.writeHead(503).end('<html>busy</html>'),
    'a reply cut short': (_, response) => response.writeHead(200).end('{"ok":true,"chan'),
    'a reply shorter than it says': (_, response) => {
      response.writeHead(200, { 'content-length': '500' })
      response.write('{"ok":true,')
      setTimeout(() => response.destroy(), 10)
    },
    'an empty reply': (_, response) => response.writeHead(200).end(),
    'a page instead of JSON': (_, response) => response.writeHead(200).end('<html>proxy</html>'),
    'a reply that names no message': (_, response) => reply(response, { ok: true }),
    'a redirect': (_, response) => response.writeHead(302, { location: `${api.origin}/api/elsewhere` }).end(),
    internal_error: refuse('internal_error'),
    fatal_error: refuse('fatal_error'),
    request_timeout: refuse('request_timeout'),
  }
  test.each(Object.entries(unknowns))('%s: nobody knows, and it is sent once', async (_, script) => {
    api.does(script)
    const { outbox } = makeBox({ timeoutMs: 150 })

    const sent = await outbox.post({ channel }, message, 'k')

    expect(sent.kind).toBe('unknown')
    expect(api.calls).toHaveLength(1)
  })

  test.each<[string, UnpostedReason]>([
    ['not_in_channel', 'not-in-channel'],
    ['is_archived', 'archived'],
    ['channel_not_found', 'no-channel'],
    ['restricted_action', 'restricted'],
    ['missing_scope', 'no-rights'],
    ['token_revoked', 'app-dead'],
    ['invalid_auth', 'app-dead'],
    ['account_inactive', 'app-dead'],
    ['as_user_not_supported', 'refused'],
  ])('%s is not posted: %s, and is not tried again', async (error, reason) => {
    api.does(refuse(error))
    const { outbox } = makeBox()

    expect(await outbox.post({ channel }, message, 'k')).toMatchObject({ kind: 'unposted', reason })
    expect(api.calls).toHaveLength(1)
  })

  test('where nothing listens it is not posted: unreachable, after three tries', async () => {
    const clock = makeHastyClock()
    const { outbox } = makeBox({ apiUrl: `http://127.0.0.1:${await unusedPort()}/api/`, clock })

    expect(await outbox.post({ channel }, message, 'k')).toMatchObject({ kind: 'unposted', reason: 'unreachable' })
    expect(clock.slept).toHaveLength(2)
  })
})

describe('rate limits', () => {
  const limited = (after: string | undefined) => (_: unknown, response: Parameters<typeof reply>[0]) =>
    reply(response, { ok: false, error: 'ratelimited' }, 429, after === undefined ? {} : { 'retry-after': after })

  test('a 429 is waited out as Slack says, and the message is posted once', async () => {
    api.does(inTurn(limited('7'), ok))
    const clock = makeHastyClock()

    expect(await makeBox({ clock }).outbox.post({ channel }, message, 'k')).toMatchObject({ kind: 'posted' })
    expect(clock.slept).toEqual([7000])
    expect(api.calls).toHaveLength(2)
  })

  test('a wait beyond the limit is not waited, and said', async () => {
    api.does(limited('300'))
    const clock = makeHastyClock()

    expect(await makeBox({ clock }).outbox.post({ channel }, message, 'k')).toMatchObject({
      kind: 'unposted',
      reason: 'rate-limited',
      retryAfterMs: 300_000,
    })
    expect(clock.slept).toEqual([])
    expect(api.calls).toHaveLength(1)
  })

  test.each([undefined, 'soon', ''])('a 429 with Retry-After %j is waited out all the same', async (after) => {
    api.does(inTurn(limited(after), ok))
    const clock = makeHastyClock()

    expect(await makeBox({ clock }).outbox.post({ channel }, message, 'k')).toMatchObject({ kind: 'posted' })
    expect(clock.slept).toEqual([30_000])
  })

  test('rate limits without end are given up within the limit', async () => {
    api.does(limited('20'))

    expect(await makeBox().outbox.post({ channel }, message, 'k')).toMatchObject({ reason: 'rate-limited' })
    expect(api.calls).toHaveLength(4)
  })
})

describe('what Slack refuses', () => {
  test.each(['invalid_blocks', 'msg_blocks_too_long', 'invalid_blocks_format'])(
    'after %s the text alone is posted, once, and the defect is logged',
    async (error) => {
      api.does(inTurn(refuse(error, { response_metadata: { messages: ['[ERROR] bad'] } }), ok))
      const { outbox, log } = makeBox()

      expect(await outbox.post({ channel }, message, 'k')).toMatchObject({ kind: 'posted' })
      expect(api.calls).toHaveLength(2)
      expect(api.calls[0]?.form).toHaveProperty('blocks')
      expect(api.calls[1]?.form).not.toHaveProperty('blocks')
      expect(api.calls[1]?.form.text).toBe(`\`\`\`\n${message.text}\n\`\`\``)
      expect(log.lines.some((line) => line.level === 'error' && line.message.includes('refused'))).toBe(true)
    },
  )

  test('plain text that is refused too is given up', async () => {
    api.does(refuse('invalid_blocks'))

    expect(await makeBox().outbox.post({ channel }, message, 'k')).toMatchObject({
      kind: 'unposted',
      reason: 'refused',
    })
    expect(api.calls).toHaveLength(2)
  })

  test('a message that we find invalid is sent as text at once, cut to what an edit may hold', async () => {
    const { outbox } = makeBox({ validate: () => [{ pointer: '/blocks/0', message: 'bad' }] })

    await outbox.post({ channel }, { text: '💥'.repeat(5000), blocks: message.blocks }, 'k')

    expect(api.calls).toHaveLength(1)
    expect(api.calls[0]?.form).not.toHaveProperty('blocks')
    expect(Array.from(api.calls[0]?.form.text ?? '')).toHaveLength(3909)
  })
})

describe('once for each key', () => {
  test('fifty posts under one key at once are one post, and all learn where it is', async () => {
    const { outbox } = makeBox()

    const all = await Promise.all(Array.from({ length: 50 }, () => outbox.post({ channel }, message, 'same')))

    expect(api.calls).toHaveLength(1)
    expect(new Set(all.map((sent) => JSON.stringify(sent))).size).toBe(1)
  })

  test('a key whose fate is unknown is not posted again without a look', async () => {
    api.does(inTurn((_, response) => response.destroy(), ok))
    const { outbox } = makeBox()

    await outbox.post({ channel }, message, 'k')

    expect(await outbox.post({ channel }, message, 'k')).toMatchObject({ kind: 'unknown' })
    expect(api.calls).toHaveLength(1)
  })

  test.each([
    ['found', { channel, ts: '1.2' }, 1],
    ['absent', 'absent' as const, 2],
    ['not to be seen', 'cannot' as const, 1],
  ])('where the look back says it is %s, it is posted accordingly', async (_, found, posts) => {
    api.does(inTurn((__, response) => response.destroy(), ok))
    const { outbox } = makeBox({ lookBack: async () => found })

    await outbox.post({ channel }, message, 'k')
    const again = await outbox.post({ channel }, message, 'k')

    expect(api.calls).toHaveLength(posts)
    expect(again.kind).toBe(found === 'cannot' ? 'unknown' : 'posted')
  })

  test('a key that was certainly not posted may be posted again', async () => {
    api.does(inTurn(refuse('not_in_channel'), ok))
    const { outbox } = makeBox()

    await outbox.post({ channel }, message, 'k')

    expect(await outbox.post({ channel }, message, 'k')).toMatchObject({ kind: 'posted' })
  })
})

describe('edits', () => {
  const posted = { channel, ts: '1795000000.000001' }

  test('an edit whose fate is unknown is sent again, since that changes nothing', async () => {
    api.does(inTurn((_, response) => response.destroy(), ok))

    expect(await makeBox().outbox.edit(posted, message)).toMatchObject({ kind: 'posted' })
    expect(api.of('chat.update')).toHaveLength(2)
  })

  test('an edit that Slack refuses for its blocks becomes plain text', async () => {
    api.does(inTurn(refuse('invalid_blocks'), ok))

    expect(await makeBox().outbox.edit(posted, message)).toMatchObject({ kind: 'posted' })
    expect(api.calls[1]?.form).not.toHaveProperty('blocks')
  })
})

describe('whispers', () => {
  const venue = (responseUrl?: string) => ({ channel, thread: undefined, responseUrl })

  test('by response_url while it lasts, without replacing anything', async () => {
    api.does((_, response) => response.writeHead(200).end('ok'))

    const sent = await makeBox().outbox.whisper(venue(`${api.origin}/commands/1`), asker, message)

    expect(sent.kind).toBe('posted')
    expect(api.calls).toHaveLength(1)
    expect(api.calls[0]?.json).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: message.text,
    })
  })

  test.each<[string, Parameters<typeof api.does>[0]]>([
    ['expired (404)', (_, response) => response.writeHead(404).end('expired_url')],
    ['used up (410)', (_, response) => response.writeHead(410).end()],
    ['rate limited', (_, response) => response.writeHead(429).end()],
    ['broken (500)', (_, response) => response.writeHead(500).end('no')],
    ['cut off', (_, response) => response.destroy()],
    ['redirecting', (_, response) => response.writeHead(302, { location: `${api.origin}/api/elsewhere` }).end()],
  ])('a response_url that is %s gives way to an ephemeral message', async (_, script) => {
    api.does((call, response, request) =>
      call.json === undefined ? ok(call, response) : script(call, response, request),
    )

    const sent = await makeBox().outbox.whisper(venue(`${api.origin}/commands/1`), asker, message)

    expect(sent.kind).toBe('posted')
    expect(api.calls.map(({ method }) => method)).toEqual(['/commands/1', 'chat.postEphemeral'])
    expect(api.calls[1]?.form).toMatchObject({ channel, user: asker.person })
  })

  test('blocks that a response_url refuses are sent there again as text', async () => {
    api.does(
      inTurn(
        (_, response) => response.writeHead(400).end('invalid_blocks'),
        (_, response) => response.writeHead(200).end('ok'),
      ),
    )

    expect(await makeBox().outbox.whisper(venue(`${api.origin}/commands/1`), asker, message)).toMatchObject({
      kind: 'posted',
    })
    expect(api.calls.map(({ json }) => Object.hasOwn(json as object, 'blocks'))).toEqual([true, false])
  })

  test('where the bot is not in the channel it is a direct message', async () => {
    api.does((call, response) =>
      call.method === 'chat.postEphemeral' ? refuse('not_in_channel')(call, response) : ok(call, response),
    )

    const sent = await makeBox().outbox.whisper(venue(), asker, message)

    expect(sent).toMatchObject({ kind: 'posted', posted: { channel: 'D00ALICE' } })
    expect(api.calls.map(({ method }) => method)).toEqual([
      'chat.postEphemeral',
      'conversations.open',
      'chat.postMessage',
    ])
  })

  test.each([
    'https://hooks.slack.com.evil.example/commands/1',
    'https://evil.example/?https://hooks.slack.com/',
    'http://hooks.slack.com/commands/1',
    'https://hooks.slack.com:8443/commands/1',
    'https://name:word@hooks.slack.com/commands/1',
    'https://hooks.slack.com@evil.example/',
    'https://evil.example#hooks.slack.com',
    'https://xhooks.slack.com/',
    'https://slack.com/',
    'http://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'ftp://hooks.slack.com/',
    'file:///etc/hostname',
    'not a url',
  ])('nothing is sent to %s', async (url) => {
    const { outbox, log } = makeBox()

    await outbox.whisper(venue(url), asker, message)

    expect(api.calls.map(({ method }) => method)).toEqual(['chat.postEphemeral'])
    expect(log.lines.some((line) => line.message.includes('leads elsewhere'))).toBe(true)
  })
})

function makeBox(
  options: {
    timeoutMs?: number
    apiUrl?: string
    clock?: ReturnType<typeof makeHastyClock>
    validate?: () => { pointer: string; message: string }[]
    lookBack?: LookBack
  } = {},
) {
  const log = makeQuietLog()
  const { timeoutMs = 5000, apiUrl = api.apiUrl, clock = makeHastyClock(), validate = () => [], lookBack } = options
  const client = makeClient({ token: 'xoxb-fake', apiUrl, timeoutMs }, log)
  const more = lookBack === undefined ? {} : { lookBack }
  return {
    log,
    outbox: makeOutbox({ client, clock, log, validate, timeoutMs, responseOrigins: [api.origin], ...more }),
  }
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

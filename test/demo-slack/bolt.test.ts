/* oxlint-disable unicorn/require-post-message-target-origin -- chat.postMessage is Slack's, not the browser's */
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, describe, expect, test } from 'vitest'
import { startSlack, type FakeSlack } from '../../demo/slack/start-slack.ts'
import { MANIFEST } from './manifest.ts'

const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe.each(['socket', 'http'] as const)('a real Bolt app over %s', (transport) => {
  test('command, acknowledgement, message, edit, thread and click go round', async () => {
    const { slack, app } = await start(transport)
    app.command('/whodid', async ({ ack, body, client, command }) => {
      await ack({ text: `Looking for ${command.text}` })
      const root = await client.chat.postMessage({ channel: body.channel_id, text: 'Looking…' })
      const ts = root.ts ?? ''
      await client.chat.update({ channel: body.channel_id, ts, text: 'Found', blocks: BUTTONS })
      await client.chat.postMessage({ channel: body.channel_id, thread_ts: ts, text: 'Details' })
    })
    app.action('again', async ({ ack, respond }) => {
      await ack()
      await respond({ text: 'Again!', response_type: 'ephemeral' })
    })

    const outcome = await slack.as('alice').command('/whodid', 'Alice 24h')
    await slack.until(() => slack.state.messages.length === 2)
    const root = slack.state.messages[0]
    const clicked = root === undefined ? undefined : await slack.as('bob').click(root, 'again')
    await slack.until(() => slack.whatSees('bob', 'C00INCIDENTS').ephemerals.length === 1)

    expect(outcome).toEqual({ kind: 'acked', body: { text: 'Looking for Alice 24h' } })
    expect(slack.whatSees('alice', 'C00INCIDENTS').ephemerals.map((each) => each.text)).toEqual([
      'Looking for Alice 24h',
    ])
    expect(slack.state.messages.map(({ text, thread_ts }) => ({ text, thread_ts }))).toEqual([
      { text: 'Found', thread_ts: undefined },
      { text: 'Details', thread_ts: root?.ts },
    ])
    expect(clicked?.kind).toBe('acked')
    expect(slack.whatSees('bob', 'C00INCIDENTS').ephemerals.map((each) => each.text)).toEqual(['Again!'])
    expect(slack.problems).toEqual([])
  })

  test('a mention, a direct message and the Home tab arrive as events', async () => {
    const { slack, app } = await start(transport)
    const heard: string[] = []
    app.event('app_mention', async ({ event }) => void heard.push(`mention ${event.text} ${event.thread_ts ?? ''}`))
    app.event('message', async ({ event }) => void heard.push(`message ${event.channel_type}`))
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: BUTTONS } })
    })

    const { message } = await slack.as('alice').say('look at this')
    await slack.as('bob').mention('bob 24h & more', { thread: message.ts })
    await slack.as('alice').directMessage('alice@example.com')
    await slack.as('alice').openHome()
    await slack.until(() => slack.state.homes.has('U00ALICE') && heard.length === 2)

    expect(heard).toEqual([`mention <@U00WHODID> bob 24h &amp; more ${message.ts}`, 'message im'])
    expect(slack.state.messages.at(-1)?.text).toBe('<mailto:alice@example.com|alice@example.com>')
    expect(slack.problems).toEqual([])
  })

  test('a shortcut opens a modal, and its submission is answered with errors, then closes it', async () => {
    const { slack, app } = await start(transport)
    app.shortcut('look_up', async ({ ack, client, body }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view: MODAL })
    })
    app.view('form', async ({ ack, view }) => {
      const value = view.state.values.who?.name?.value
      await (value === 'nobody' ? ack({ response_action: 'errors', errors: { who: 'Unknown' } }) : ack())
    })
    const alice = slack.as('alice')

    await alice.shortcut('look_up')
    await slack.until(() => slack.state.views.length === 1)
    const empty = await alice.submitView()
    const wrong = await alice.submitView({ name: 'nobody' })
    const still = slack.state.views.length
    const right = await alice.submitView({ name: 'Alice' })

    expect(empty.kind).toBe('refused')
    expect(wrong).toEqual({ kind: 'acked', body: { response_action: 'errors', errors: { who: 'Unknown' } } })
    expect([still, right.kind, slack.state.views.length]).toEqual([1, 'acked', 0])
  })

  test('a menu that asks the app for its options gets them', async () => {
    const { slack, app } = await start(transport)
    app.options('who', async ({ ack, options }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: options.value }, value: options.value }] })
    })
    app.action('who', async ({ ack }) => ack())
    await app.client.chat.postMessage({
      token: slack.botToken,
      channel: 'C00INCIDENTS',
      text: 'Choose',
      blocks: [{ type: 'actions', elements: [{ type: 'external_select', action_id: 'who', min_query_length: 2 }] }],
    })
    const message = await slack.until(() => slack.state.messages[0])
    const alice = slack.as('alice')

    expect(await alice.suggest(message, 'who', 'A')).toMatchObject({ kind: 'refused' })
    expect(await alice.suggest(message, 'who', 'Al')).toMatchObject({
      kind: 'acked',
      body: { options: [{ value: 'Al' }] },
    })
    expect(await alice.select(message, 'who', 'Al')).toMatchObject({ kind: 'acked' })
    expect(slack.exchanges.at(-1)?.request).toMatchObject({ actions: [{ selected_option: { value: 'Al' } }] })
  })
})

const BUTTONS = [
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, action_id: 'again', text: { type: 'plain_text' as const, text: 'Again' }, value: 'v' },
    ],
  },
]

const MODAL = {
  type: 'modal' as const,
  callback_id: 'form',
  title: { type: 'plain_text' as const, text: 'Who?' },
  submit: { type: 'plain_text' as const, text: 'Ask' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'who',
      label: { type: 'plain_text' as const, text: 'Name' },
      element: { type: 'plain_text_input' as const, action_id: 'name' },
    },
  ],
}

async function start(transport: 'socket' | 'http'): Promise<{ slack: FakeSlack; app: App }> {
  const slack = await startSlack({ manifest: MANIFEST, transport })
  closing.push(() => slack.close())
  const receiver =
    transport === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
          logLevel: LogLevel.ERROR,
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    token: slack.botToken,
    botId: slack.bot.bot,
    botUserId: slack.bot.user,
    tokenVerificationEnabled: false,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  })
  const server = await app.start(0)
  closing.push(() => app.stop())
  if (transport === 'http' && 'address' in server)
    slack.setRequestUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`)
  return { slack, app }
}

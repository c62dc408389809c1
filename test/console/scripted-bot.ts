import type { View } from '@slack/types'
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { FakeSlack } from '../../demo/slack/start-slack.ts'

/** What a hostile event may hold. */
export const HOSTILE =
  '<script>alert(1)</script><img src=x onerror=alert(2)> <!channel> arn:aws:iam::111122223333:user/Eve 10:20:30'

const CSV = 'time,call\n2026-11-23,StopLogging\n2026-11-23,CreateAccessKey\n'

/** A small app that does one of everything: a thread, buttons, forms, files, a Home. */
export async function startScriptedBot(slack: FakeSlack): Promise<{ stop(): Promise<unknown> }> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    logLevel: LogLevel.ERROR,
  })
  const app = new App({
    receiver,
    token: slack.botToken,
    botId: slack.bot.bot,
    botUserId: slack.bot.user,
    tokenVerificationEnabled: false,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  })
  // Faults are made on purpose here; the page shows them.
  app.error(async () => undefined)
  app.command('/whodid', async ({ ack, client, command, say }) => {
    const channel = command.channel_id
    if (command.text === 'nothing') return await ack({ text: 'Nothing found.' })
    await ack()
    const root = await say({ text: `Looking for ${command.text}` })
    const ts = root.ts ?? ''
    const text = command.text === 'hostile' ? HOSTILE : `What ${command.text} did`
    const blocks = [
      { type: 'section', text: { type: 'plain_text', text, emoji: false } },
      { type: 'actions', elements: [button('again', 'Again'), button('form', 'Narrow down')] },
    ]
    await client.chat.update({ channel, ts, text: 'Found', blocks })
    await say({ thread_ts: ts, text: 'First detail' })
    if (command.text === 'file')
      await client.filesUploadV2({ channel_id: channel, thread_ts: ts, filename: 'events.csv', content: CSV })
    else await say({ thread_ts: ts, text: 'Second detail' })
  })
  app.action('again', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Asked again.', response_type: 'ephemeral', replace_original: false })
  })
  app.action('form', async ({ ack, client, body }) => {
    await ack()
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: FORM })
  })
  app.action('deeper', async ({ ack, client, body }) => {
    await ack()
    if ('trigger_id' in body) await client.views.push({ trigger_id: body.trigger_id, view: DEEPER })
  })
  app.view('form', async ({ ack, view }) => {
    const name = view.state.values.who?.name?.value
    await (name === 'nobody' ? ack({ response_action: 'errors', errors: { who: 'Nobody is called that.' } }) : ack())
  })
  app.shortcut('look_up', async ({ ack, client, body }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: FORM })
  })
  app.shortcut('who_did', async ({ ack, client, body }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: FORM })
  })
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `You said: ${event.text}`, thread_ts: event.thread_ts ?? event.ts })
  })
  app.event('message', async ({ say }) => void (await say('Hello to you.')))
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Recent questions' } }] },
    })
  })
  await app.start()
  return app
}

function button(actionId: string, text: string) {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text }, value: 'v' }
}

const FORM: View = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'Look up' },
  submit: { type: 'plain_text', text: 'Ask' },
  blocks: [
    {
      type: 'input',
      block_id: 'who',
      label: { type: 'plain_text', text: 'Identity' },
      element: { type: 'plain_text_input', action_id: 'name' },
    },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'deeper', text: { type: 'plain_text', text: 'More' } }],
    },
  ],
}

const DEEPER: View = {
  type: 'modal',
  title: { type: 'plain_text', text: 'More filters' },
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Nothing here yet.' } }],
}

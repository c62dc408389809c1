import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../demo/slack/clock.ts'
import { formatDate } from '../../demo/slack/show/date.ts'
import { makeViewer } from '../../demo/slack/show/viewer.ts'
import { showChannel } from '../../demo/slack/show-text.ts'
import { startSlack, type FakeSlack } from '../../demo/slack/start-slack.ts'
import { caller, type Caller } from './caller.ts'
import { MANIFEST } from './manifest.ts'

const NOW = Date.parse('2026-11-23T14:02:11Z')
let slack: FakeSlack
let call: Caller

beforeEach(async () => {
  slack = await startSlack({ manifest: MANIFEST, transport: 'socket', clock: manualClock(NOW) })
  call = caller(slack)
})

afterEach(() => slack.close())

test('a channel reads as a person would read it, threads and all', async () => {
  const root = await call('chat.postMessage', { channel: 'C00INCIDENTS', text: 'twin', blocks: ROOT })
  await call('chat.postMessage', { channel: 'C00INCIDENTS', thread_ts: root.ts, text: 'table', blocks: THREAD })
  await call('chat.postEphemeral', {
    channel: 'C00INCIDENTS',
    user: 'U00ALICE',
    text: 'Hello <@U00BOB> in <#C00GENERAL|general> &amp; *more*',
  })
  await call('chat.postEphemeral', { channel: 'C00INCIDENTS', user: 'U00BOB', text: 'not for Alice' })

  expect(showChannel(slack.state, '#incidents', { viewer: 'alice', now: NOW, width: 72 })).toBe(EXPECTED)
})

test('colours are there where they are asked for', async () => {
  await call('chat.postMessage', { channel: 'C00INCIDENTS', text: 'see `arn`' })

  expect(showChannel(slack.state, 'incidents', { viewer: 'alice', now: NOW, colour: true })).toContain(
    '\u001B[36marn\u001B[0m',
  )
})

test('nobody reads a channel they are not in', async () => {
  await call('chat.postMessage', { channel: 'C00SECURITY', text: 'secret' })

  expect(showChannel(slack.state, 'security', { viewer: 'alice', now: NOW })).not.toContain('secret')
})

test.each([
  ['U00ALICE', '{date_short_pretty} {time_secs}', 'today 15:02:11'],
  ['U00BOB', '{date_num} {time}', '2026-11-23 06:02'],
  ['U00SAM', '{date_long}', 'Monday, November 23, 2026'],
  ['U00ADA', '{ago} {nonsense}', '0 minutes ago {nonsense}'],
])('a date is shown to %s in their zone', (person, format, expected) => {
  expect(formatDate(makeViewer(slack.state, person, NOW), NOW / 1000, format)).toBe(expected)
})

const cell = (text: string): object => ({ type: 'raw_text', text })

const ROOT = [
  { type: 'header', text: { type: 'plain_text', text: 'Alice: 812 events' } },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `*First* at <!date^${NOW / 1000 - 86_400}^{date_short_pretty} {time}|then>, see <https://example.com|the page>`,
    },
    accessory: { type: 'overflow', options: [{ text: { type: 'plain_text', text: 'CSV' }, value: 'csv' }] },
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: 'arn:aws:iam::111122223333:user/Alice', style: { code: true } }],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: ['made a key', 'stopped a trail'].map((text) => ({
          type: 'rich_text_section',
          elements: [{ type: 'text', text }],
        })),
      },
    ],
  },
  { type: 'context', elements: [{ type: 'plain_text', text: '35 of 36 places' }] },
  {
    type: 'actions',
    elements: ['Again', 'Wider'].map((text) => ({
      type: 'button',
      action_id: text,
      text: { type: 'plain_text', text },
    })),
  },
]

const THREAD = [
  {
    type: 'data_table',
    caption: 'Changes',
    rows: [
      [cell('Action'), cell('How often')],
      [cell('iam:CreateAccessKey'), { type: 'raw_number', value: 2, text: '2' }],
    ],
  },
  {
    type: 'data_visualization',
    title: 'Calls',
    chart: {
      type: 'bar',
      series: [
        {
          name: 'calls',
          data: [
            { label: '00:00', value: 4 },
            { label: '02:00', value: 1 },
          ],
        },
      ],
      axis_config: { categories: ['00:00', '02:00'] },
    },
  },
]

const EXPECTED = `#incidents

whodid  15:02
  Alice: 812 events
  First at yesterday 15:02, see the page (https://example.com)
  [⋯]
  \`arn:aws:iam::111122223333:user/Alice\`
  • made a key
  • stopped a trail
  35 of 36 places
  [Again] [Wider]
  1 reply
  │
  │ whodid  15:02
  │   Changes
  │   Action               How often
  │   ───────────────────  ─────────
  │   iam:CreateAccessKey          2
  │   Calls
  │   00:00 ████████████████████████████████ 4
  │   02:00 ████████ 1

Only visible to you
whodid  15:02
  Hello @bob in #general & more
`

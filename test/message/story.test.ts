import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answer/answer.ts'
import type { FirstTimes } from '../../src/answer/first-time.ts'
import { rootMessage } from '../../src/message/root-message.ts'
import { sayAnswer } from '../../src/message/terminal.ts'
import { timelineMessages } from '../../src/message/timeline-messages.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { plainText } from '../../src/message/plain.ts'
import { ALICE, answerOf, at, call, DENIED, eventsOf } from '../answer/made.ts'
import { roleSession } from '../made/records.ts'
import { INCIDENT } from './incident.ts'

const CONTEXT = { asker: 'U00ALICE' }

describe('the timeline in a thread', () => {
  it('reads as the story of the incident', async () => {
    const [message] = timelineMessages(answerOf(INCIDENT))

    await expect(`${plainText(message!.blocks)}\n`).toMatchFileSnapshot('golden/timeline.txt')
  })

  it('says the day where a day begins, and again after an hour, for readers in other zones', () => {
    const when = (eventTime: string) => call('ec2:StopInstances', { eventTime })
    const times = ['2026-11-22T22:30:00Z', '2026-11-22T22:55:00Z', '2026-11-22T23:10:00Z', '2026-11-23T04:00:00Z'].map(
      when,
    )

    const [message] = timelineMessages(answerOf(eventsOf(...times)))
    const formats = [...JSON.stringify(message?.blocks).matchAll(/"format":"(.*?)"/g)].map(([, format]) => format)

    expect(formats).toEqual([
      '{date_long}',
      '{time_secs}',
      '{time_secs}',
      '{date_long}',
      '{time_secs}',
      '{date_short_pretty} {time_secs}',
    ])
  })

  it('fits two messages however much there is, keeps what stands out, and says how much is left out', () => {
    const noise = Array.from({ length: 400 }, (_, index) =>
      call(`ec2:Change${'x'.repeat(80)}`, {
        eventTime: new Date(Date.UTC(2026, 10, 23, 0, index)).toISOString(),
        sourceIPAddress: `198.51.100.${index % 250}`,
        requestParameters: { instanceId: `i-${'0'.repeat(60)}${index}` },
      }),
    )

    const messages = timelineMessages(
      answerOf(eventsOf(...noise, call('cloudtrail:StopLogging', { eventTime: '2026-11-23T09:00:00Z' }))),
    )

    expect(messages.length).toBeLessThanOrEqual(2)
    for (const message of messages) expect(validateMessage(message)).toEqual([])
    const said = messages.map(({ blocks }) => plainText(blocks)).join('\n')
    expect(said).toContain('cloudtrail:StopLogging')
    expect(said).toMatch(/\d+ less telling lines left out/)
  })

  it('lets nothing that an event says be more than text', () => {
    const evil = '<!channel> *b* :x: `c`'
    const records = [
      call('iam:CreateUser', { userIdentity: roleSession('R', evil), sourceIPAddress: evil }),
      call('iam:TagUser', DENIED),
    ]

    for (const message of timelineMessages(answerOf(eventsOf(...records)))) {
      expect(JSON.stringify(message.blocks)).not.toMatch(/"type":"(?:broadcast|emoji|link|mrkdwn)"/)
      expect(validateMessage(message)).toEqual([])
    }
  })
})

describe('what became of a resource', () => {
  const asking = (...more: Answer['question']['terms']) => ({
    question: { ...ALICE, terms: [{ not: false, predicate: { kind: 'resource' as const, value: 'Bob' } }, ...more] },
  })
  const BOB = { requestParameters: { userName: 'Bob' } }
  const events = eventsOf(
    call('iam:CreateUser', BOB),
    call('iam:CreateAccessKey', BOB),
    call('iam:GetUser', { ...BOB, readOnly: true }),
  )

  it('is said near the top', () => {
    const said = plainText(rootMessage(answerOf(events, asking()), CONTEXT).blocks)

    expect(said.indexOf('What became of it')).toBeLessThan(said.indexOf('Stands out'))
    expect(said).toContain('• Created: by IAM user Alice (tools), 2026-11-23 10:00:00 UTC, CreateUser')
    expect(said).toContain('• Changed: 1 change by IAM user Alice (tools), 2026-11-23 10:01:00 UTC, CreateAccessKey')
    expect(said).toContain('• Read: 1 read by IAM user Alice (tools), 2026-11-23 10:02:00 UTC, GetUser')
    expect(said).toContain('• Deleted: not seen in this window')
  })

  it('does not call missing what a filter left out', () => {
    const writes = { not: false, predicate: { kind: 'access' as const, value: 'writes' as const } }
    const root = { not: false, predicate: { kind: 'region' as const, value: 'us-east-1' } }
    const said = (more: Answer['question']['terms'][number]) =>
      plainText(rootMessage(answerOf(events.slice(0, 2), asking(more)), CONTEXT).blocks)

    expect(said(writes)).not.toContain('Read:')
    expect(said(root)).toContain('• Deleted: not among these')
  })
})

describe('first times', () => {
  const before = { from: at('2026-11-07T14:00:00Z'), to: ALICE.window.from }
  const mark = { first: at('2026-11-23T10:00:00Z'), events: 2, refused: 1 }
  const looked: FirstTimes = {
    kind: 'looked',
    before,
    places: 1,
    events: 944,
    marks: [
      { kind: 'action', value: 'iam.amazonaws.com:CreateUser', ...mark },
      { kind: 'address', value: '203.0.113.66', ...mark },
      { kind: 'role', value: 'arn:aws:iam::111122223333:role/ops/Deploy', ...mark },
    ],
    notCompared: ['tool'],
  }
  const rootOf = (firstTimes: FirstTimes) =>
    plainText(rootMessage({ ...answerOf(INCIDENT), firstTimes }, CONTEXT).blocks)

  it('are one line of the root, with what they are compared with', () => {
    expect(rootOf(looked)).toContain('First time in 15 days: address 203.0.113.66 · role Deploy · 1 call')
  })

  it.each([
    [
      { ...looked, marks: [] },
      'First time: nothing that was not also in the 15 days before the window. Not compared, as not all were kept: tools.',
    ],
    [
      { ...looked, marks: [], events: 0 },
      'First time: nothing at all by this identity in the 15 days before the window.',
    ],
    [{ kind: 'not-looked', why: 'it would read 5.0 GB' }, 'First time: not looked for: it would read 5.0 GB.'],
  ] satisfies readonly (readonly [FirstTimes, string])[])('say why there are none: %j', (firstTimes, says) => {
    expect(rootOf(firstTimes)).toContain(says)
  })

  it('are never called an anomaly, nor suspicious', () => {
    const said = sayAnswer({ ...answerOf(INCIDENT), firstTimes: looked }, { width: 100, colour: false })

    expect(said).toContain('First time in 15 days\n  - Address: 203.0.113.66 ×2 (1 refused), 2026-11-23 11:00:00')
    expect(said + rootOf(looked)).not.toMatch(/anomal|suspicious|unusual/i)
  })
})

it('what services did on somebody’s behalf is said apart in the headline', () => {
  const stack = { userIdentity: roleSession('Deploy', 'alice', { invokedBy: 'cloudformation.amazonaws.com' }) }
  const said = plainText(
    rootMessage(answerOf(eventsOf(call('ec2:RunInstances', stack), call('ec2:RunInstances'))), CONTEXT).blocks,
  )

  expect(said).toContain('Of these 1 by cloudformation.amazonaws.com on the caller’s behalf')
})

it('no heading is left alone at the end of a message', () => {
  for (let long = 1; long <= 40; long++) {
    const switching = Array.from({ length: 60 }, (_, index) =>
      call('ec2:StopInstances', {
        sourceIPAddress: `198.51.100.${index}`,
        requestParameters: { instanceId: `i-${'0'.repeat(long)}${index}` },
      }),
    )

    const [first] = timelineMessages(answerOf(eventsOf(...switching)))

    const said = JSON.stringify(first?.blocks.at(-1))
    expect(said.lastIndexOf('"type":"rich_text_list"')).toBeGreaterThan(said.lastIndexOf(', from '))
  }
})

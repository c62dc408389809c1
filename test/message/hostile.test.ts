import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answer/answer.ts'
import { RULES } from '../../src/event/stands-out-rules.ts'
import { characters } from '../../src/message/block-limits.ts'
import { answerMessages } from '../../src/message/answer-messages.ts'
import { emptyMessage } from '../../src/message/empty-message.ts'
import type { Message } from '../../src/message/message.ts'
import { sayAnswer } from '../../src/message/terminal.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { answerOf, call, DENIED, eventsOf, evidenceOf, finding, named, WINDOW } from '../answer/made.ts'
import { event, roleSession } from '../made/records.ts'

const EVIL = [
  '<!channel>',
  '<!subteam^S1>',
  '<@U00MALLORY>',
  '@here',
  '<http://evil.example|Fix now>',
  'https://evil.example/',
  '*bold* _it_ ~no~ `code` ```',
  ':skull: :aws:',
  '\u202Egnp.exe',
  '\u001B[31mred\u0007',
  '=cmd|calc',
  'a\nb\r\nc',
  '&amp;&lt;',
  '\uD83D',
  '👩‍💻🇩🇪',
  'שלום עולם',
  'Z\u0300\u0301\u0302\u0303\u0304\u0305',
  '__proto__',
  'constructor',
  '',
  ' ',
  'x'.repeat(5_000),
]
const text = fc.oneof(
  fc.constantFrom(...EVIL),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme' }),
)

const anyRecord = fc.record({
  eventName: fc.oneof(text, fc.constantFrom('StopLogging', 'CreateAccessKey', 'ConsoleLogin', 'AssumeRole')),
  eventSource: fc.oneof(text, fc.constantFrom('iam.amazonaws.com', 'cloudtrail.amazonaws.com', 'sts.amazonaws.com')),
  awsRegion: text,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: fc.option(fc.oneof(text, fc.constant('AccessDenied')), { nil: null }),
  errorMessage: fc.option(text, { nil: null }),
  recipientAccountId: text,
  readOnly: fc.boolean(),
  requestParameters: fc.record({ roleArn: text, name: text, userName: text }),
  userIdentity: fc.oneof(
    fc.record({
      type: fc.oneof(text, fc.constantFrom('IAMUser', 'Root', 'AWSService', 'FederatedUser')),
      userName: text,
      accountId: text,
      accessKeyId: text,
      arn: text,
      invokedBy: text,
    }),
    fc.tuple(text, text).map(([role, session]) => roleSession(role, session)),
  ),
})

const anyEvents = fc.array(anyRecord, { maxLength: 40 }).map((records) =>
  records.map((more, index) =>
    event({
      ...more,
      eventName: more.eventName || 'x',
      eventID: `event-${index}`,
      eventTime: new Date(WINDOW.from + index * 600_000).toISOString(),
    }),
  ),
)

const anyGap = fc.record({
  reason: fc.constantFrom('denied' as const, 'corrupt' as const, 'too-large' as const),
  where: text,
  detail: text,
  count: fc.integer({ min: 1, max: 9 }),
})

describe('whatever events hold', () => {
  it('every message is one that Slack takes, and can ping or link nobody', () => {
    fc.assert(
      fc.property(anyEvents, fc.array(anyGap, { maxLength: 30 }), text, (events, gaps, name) => {
        const findings = [finding({ gaps }), finding({ gaps, complete: false })]
        const answer = answerOf([], {
          question: { terms: [named(name)], window: WINDOW },
          evidence: evidenceOf(events, { findings }),
        })

        expect(messagesOf(answer).flatMap(harmOf)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('a terminal is sent no control character', () => {
    fc.assert(
      fc.property(anyEvents, text, (events, name) => {
        const answer = answerOf(events, { question: { terms: [named(name)], window: WINDOW } })

        expect(sayAnswer(answer, { width: 80, colour: false }).replaceAll('\n', '')).not.toMatch(/[\p{C}]/u)
      }),
      { numRuns: 50 },
    )
  })
})

describe('however much there is', () => {
  it('ten thousand different events fit, and say how many more there are', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      call(`service${index % 300}:Call${index % 700}${'x'.repeat(60)}`, {
        sourceIPAddress: `2001:db8::${index.toString(16)}`,
        userAgent: `agent-${index} ${'y'.repeat(200)}`,
        awsRegion: `region-${index % 40}`,
        recipientAccountId: String(100_000_000_000 + index),
        requestParameters: { name: `arn:aws:service:eu-central-1:111122223333:thing/${'z'.repeat(150)}${index}` },
        userIdentity: roleSession(`Role${index}`, `session-${index}`, { accessKeyId: `ASIA${index}` }),
        readOnly: index % 3 === 0,
        ...(index % 5 === 0 ? DENIED : {}),
      }),
    )

    const messages = messagesOf(answerOf(eventsOf(...many)))

    expect(messages.flatMap(harmOf)).toEqual([])
    expect(messages[0]?.text).toContain('10,000 events')
    expect(messages.filter(({ blocks }) => JSON.stringify(blocks).includes('more')).length).toBeGreaterThan(5)
  })

  it('every rule met at once is in the root, none left out', () => {
    const events = eventsOf(
      ...RULES.flatMap((rule) =>
        rule.calls.map((each) =>
          call(each, { ...WITH_CHECKS[rule.id], userIdentity: { type: 'IAMUser', userName: 'x'.repeat(64) } }),
        ),
      ),
      call('iam:GetUser', { userIdentity: { type: 'Root' } }),
      call('guardduty:UpdateDetector', { requestParameters: { enable: false } }),
    )

    const messages = messagesOf(answerOf(events))

    expect(messages.flatMap(harmOf)).toEqual([])
    for (const rule of RULES) expect(JSON.stringify(messages[0]?.blocks)).toContain(rule.title)
  })

  it('an answer about nothing, and one about a thousand places that failed, fit too', () => {
    const findings = Array.from({ length: 1_000 }, (_, index) =>
      finding({
        gaps: [{ reason: 'denied', where: `place ${index}`, detail: 'The role lacks a right. '.repeat(20), count: 1 }],
        complete: false,
        looked: [],
        newest: undefined,
      }),
    )

    expect(harmOf(emptyMessage(answerOf([]), {}))).toEqual([])
    expect(harmOf(emptyMessage(answerOf([], { evidence: evidenceOf([], { findings }) }), {}))).toEqual([])
  })
})

/** What rules look for beside the name of the call: enough to meet each that has such a check. */
const WITH_CHECKS: Readonly<Record<string, object>> = {
  'sign-in-without-mfa': { responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'No' } },
  'network-opened': { requestParameters: { cidrBlock: '0.0.0.0/0', ruleAction: 'allow' } },
  'bucket-made-public': { requestParameters: { bucketPolicy: { Statement: [{ Effect: 'Allow', Principal: '*' }] } } },
  'policy-for-everyone': { requestParameters: { policy: { Statement: [{ Effect: 'Allow', Principal: '*' }] } } },
  'shared-with-account': {
    requestParameters: {
      policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: '999988887777' } }] },
      principal: '999988887777',
    },
  },
  'copy-shared': {
    requestParameters: { valuesToAdd: ['all'], launchPermission: { add: { items: [{ group: 'all' }] } } },
  },
  'database-made-public': { requestParameters: { publiclyAccessible: true } },
  'function-made-public': { requestParameters: { authType: 'NONE', principal: '*' } },
  'backup-destroyed': { requestParameters: { VersioningConfiguration: { Status: 'Suspended' } } },
}

function messagesOf(answer: Answer): readonly Message[] {
  if (answer.miss !== undefined) return [emptyMessage(answer, { asker: 'U00ALICE' })]
  const { root, thread } = answerMessages(answer, { asker: 'U00ALICE', defaultWindow: true })
  return [root, ...thread]
}

/** What is wrong with a message, in words. */
function harmOf(message: Message): readonly unknown[] {
  const { text, blocks } = message
  return [
    ...validateMessage(message),
    ...(JSON.stringify(blocks).length < 13_200 ? [] : ['its blocks are too long']),
    ...(text !== '' && characters(text) <= 3_900 ? [] : ['its text is empty or too long']),
    ...(text.match(/[<>]|&(?!(amp|lt|gt);)|:\/\/|[\u202A-\u202E]/g) ?? []),
    ...harmIn(blocks),
  ]
}

const KINDS = new Set([
  'header',
  'plain_text',
  'rich_text',
  'rich_text_section',
  'rich_text_list',
  'text',
  'date',
  'user',
  'divider',
  'data_table',
  'raw_text',
  'raw_number',
  'data_visualization',
  'bar',
])

/** Nothing but kinds in which text means nothing; and nobody mentioned but the asker. */
function harmIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const harm = Object.values(value).flatMap(harmIn)
  if ('type' in value && !KINDS.has(String(value.type))) harm.push(value.type)
  if ('type' in value && value.type === 'plain_text' && !('emoji' in value && value.emoji === false)) harm.push(value)
  if ('user_id' in value && value.user_id !== 'U00ALICE') harm.push(value)
  return harm
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { neighboursOf } from '../../src/event/neighbours.ts'
import { characters } from '../../src/message/block-limits.ts'
import { eventGoneMessage } from '../../src/message/event-gone.ts'
import { eventListMessage } from '../../src/message/event-list.ts'
import { eventListView } from '../../src/message/event-list-view.ts'
import { FIRST_PAGE } from '../../src/message/event-page.ts'
import { eventMessage, eventView, type OneEvent } from '../../src/message/event-view.ts'
import type { Message } from '../../src/message/message.ts'
import { plainText } from '../../src/message/plain.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { validateView } from '../../src/message/validate-view.ts'
import type { View } from '../../src/message/view.ts'
import { makeViewPayload } from '../../src/slack/view-payload.ts'
import { answerOf, at, call, DENIED, eventsOf, evidenceOf, finding, WINDOW } from '../answer/made.ts'
import { event, roleSession } from '../made/records.ts'
import { PLANTED } from '../policy/secrets.ts'
import { wordsOf } from './events-made.ts'
import { INCIDENT } from './incident.ts'

const TOKEN = `q1.${'x'.repeat(237)}`

describe('a list of events', () => {
  it('is a table in a message, newest first, that says how many it leaves out and where they are', () => {
    const many = eventsOf(...Array.from({ length: 150 }, (_, index) => call(`ec2:Call${index}`)))

    const message = listMessage(many)

    expect(wrong(message)).toEqual([])
    expect(message.text).toMatch(/When \(Europe\/Berlin\) \| Call \| On \| Result \| From \| Where \| UTC/)
    expect(message.text.indexOf('Call149')).toBeLessThan(message.text.indexOf('Call148'))
    expect(plainText(message.blocks)).toMatch(/The newest \d+ of 150 events are in this table\.[^]*An export/)
  })

  it('says what was done to what, the parameter that matters, the result, where and from where', () => {
    const events = eventsOf(
      call('iam:AttachUserPolicy', {
        requestParameters: { userName: 'Bob', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      }),
      call('iam:CreateUser', {
        ...DENIED,
        errorMessage: `${DENIED.errorMessage} on resource: arn:aws:iam::111122223333:user/x`,
      }),
    )

    expect(read(listView(events))).toContain(
      '2026-11-23 11:01:00 · iam:CreateUser · refused: no identity policy allows it\non arn:aws:iam::111122223333:user/x\ntools / eu-central-1 · from 198.51.100.7',
    )
    expect(read(listView(events))).toContain('iam:AttachUserPolicy\non Bob, AdministratorAccess\n')
  })

  it('says who once where it was one, and at each event where it was several', () => {
    const namesakes = ['111122223333', '444455556666'].map((accountId) =>
      call('iam:GetUser', {
        recipientAccountId: accountId,
        userIdentity: { type: 'IAMUser', userName: 'Alice', accountId },
      }),
    )
    expect(read(listView(eventsOf(...namesakes)))).not.toContain('All by')
    expect(read(listView(eventsOf(call('iam:CreateUser'), call('iam:GetUser'))))).toMatch(
      /All by IAM user Alice \(tools\)/,
    )
    expect(read(listView(INCIDENT))).toContain('by role Deploy, session Alice (claimed)')
  })

  it('says that it is not all, where the list was capped or a place failed', () => {
    const gap = { reason: 'denied' as const, where: '444455556666', detail: 'The role lacks a right.', count: 1 }
    const evidence = evidenceOf(INCIDENT, { capped: true, findings: [finding({ gaps: [gap] }), finding()] })
    const answer = answerOf(INCIDENT, { evidence })

    const view = eventListView(answer, INCIDENT, wordsOf(INCIDENT), { page: FIRST_PAGE, token: TOKEN })

    expect(read(view)).toMatch(
      /19 of 19 events are listed[^]*Incomplete: 1 of 2 places answered in full[^]*lacks a right/,
    )
  })

  it('has a page for changes and one for refusals, also where there are none', () => {
    const answer = answerOf(eventsOf(call('iam:GetUser', { readOnly: true })))

    const view = eventListView(answer, [], wordsOf([]), {
      page: { only: 'refusals', from: { way: 'first' } },
      token: TOKEN,
    })

    expect(wrong(view)).toEqual([])
    expect(read(view)).toContain('There are no refusals.')
  })
})

describe('one event', () => {
  const [target] = INCIDENT.filter(({ name }) => name === 'CreateAccessKey') as [Event]

  it('reads so', async () => {
    const view = eventView(one(target, INCIDENT), wordsOf(INCIDENT), TOKEN)

    expect(wrong(view)).toEqual([])
    await expect(read(view)).toMatchFileSnapshot('golden/event.txt')
  })

  it('says what was hidden, and how much of the record is not shown', () => {
    const long = event({
      requestParameters: {
        masterUserPassword: 'hunter2',
        list: Array.from({ length: 900 }, (_, index) => `item ${index}`),
      },
    })

    const view = eventView(one(long), wordsOf([long]), TOKEN)

    expect(wrong(view)).toEqual([])
    expect(read(view)).toMatch(
      /1 value hidden, for secrets may be in it: requestParameters\.masterUserPassword\.\n\d\d?,\d{3} more characters are in the file\./,
    )
    expect(JSON.stringify(view)).not.toContain('hunter2')
  })

  it('that is a neighbour marks its buttons, so that they do not ask within the first question', () => {
    const values = JSON.stringify(eventView({ ...one(target), apart: true }, wordsOf([target]), TOKEN)).match(
      /"value":"[^"]+/g,
    )

    expect(values?.every((value) => value.startsWith('"value":"~'))).toBe(true)
  })

  it('that is gone says where it was looked for', () => {
    const ref = { id: 'event-1', time: at('2026-11-23T10:00:00Z'), account: '111122223333', region: 'eu-central-1' }

    const message = eventGoneMessage(ref, answerOf([]))

    expect(wrong(message)).toEqual([])
    expect(message.text).toMatch(/do not find that event any more[^]*event-1[^]*log files in acme-trail: answered/)
  })
})

describe('whatever an event holds', () => {
  const EVIL = [
    '<!channel>',
    '<@U00MALLORY>',
    '<http://evil.example|Fix>',
    '*b* `c` ```',
    ':skull:',
    '\u202Egnp',
    'a\nb\tc',
    '\uD83D',
    '',
    ' ',
    'x'.repeat(9_000),
    '__proto__',
    '|',
    '~',
  ]
  const text = fc.oneof(fc.constantFrom(...EVIL), fc.string({ unit: 'binary', maxLength: 60 }))
  const anyRecord = fc.record({
    eventName: fc.oneof(text, fc.constantFrom('CreateUser', 'AssumeRole', 'ConsoleLogin')),
    eventSource: text,
    awsRegion: text,
    sourceIPAddress: text,
    userAgent: text,
    requestID: text,
    sharedEventID: text,
    eventID: text,
    errorCode: fc.option(fc.oneof(text, fc.constant('AccessDenied')), { nil: null }),
    errorMessage: fc.option(text, { nil: null }),
    recipientAccountId: text,
    readOnly: fc.option(fc.boolean(), { nil: null }),
    requestParameters: fc.dictionary(text, fc.oneof(text, fc.array(text))),
    responseElements: fc.option(fc.dictionary(text, text), { nil: null }),
    tlsDetails: fc.option(fc.record({ tlsVersion: text, clientProvidedHostHeader: text }), { nil: null }),
    resources: fc.array(fc.record({ ARN: text })),
    userIdentity: fc.oneof(
      fc.record({ type: text, userName: text, accountId: text, accessKeyId: text, arn: text, invokedBy: text }),
      fc.tuple(text, text).map(([role, session]) => roleSession(role, session)),
    ),
  })

  it('every view and message of it is one that Slack takes, and nothing in it means anything', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 25 }), (records) => {
        const events = records.map((more, index) =>
          event({ ...more, eventName: more.eventName || 'x', eventID: more.eventID || `event-${index}` }),
        )
        const first = events[0] as Event

        expect([
          ...wrong(listMessage(events)),
          ...wrong(listView(events)),
          ...wrong(eventView(one(first, events), wordsOf(events), TOKEN)),
          ...wrong(eventMessage(one(first, events), wordsOf(events), { token: TOKEN, found: 3 })),
        ]).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('no secret in it is seen', () => {
    for (const [, secret] of PLANTED) {
      const planted = event({
        requestParameters: { note: secret, name: secret, password: secret },
        responseElements: { list: [secret] },
        additionalEventData: { deep: { deeper: secret } },
        userAgent: `agent ${secret}`,
        errorCode: 'AccessDenied',
        errorMessage: `it failed with ${secret} on resource: ${secret}`,
      })
      const said = JSON.stringify([
        listMessage([planted]),
        listView([planted]),
        eventView(one(planted, [planted]), wordsOf([planted]), TOKEN),
        eventMessage(one(planted), wordsOf([planted]), { token: TOKEN, found: 1 }),
      ])

      expect(said).not.toContain(secret.slice(-20))
    }
  })
})

function one(target: Event, events: readonly Event[] = []): OneEvent {
  return { event: target, accounts: [target.account], neighbours: neighboursOf(target, events, 3), window: WINDOW }
}

function listMessage(events: readonly Event[]): Message {
  return eventListMessage(answerOf(events), events, wordsOf(events), { token: TOKEN, asker: 'U00ALICE' })
}

function listView(events: readonly Event[]): View {
  return eventListView(answerOf(events), events, wordsOf(events), { page: FIRST_PAGE, token: TOKEN })
}

function read({ blocks }: View): string {
  return plainText(blocks)
}

/** Kinds in which text may mean something, and what Slack would refuse. */
function wrong(said: Message | View): readonly unknown[] {
  const { blocks } = said
  const long =
    'text' in said ? (characters(said.text) > 3_900 || JSON.stringify(blocks).length > 13_200 ? ['too long'] : []) : []
  const refused = 'text' in said ? validateMessage(said) : validateView(makeViewPayload(said))
  const markup = JSON.stringify(blocks).match(/"type":"(mrkdwn|markdown|link|broadcast|usergroup|channel)"/g) ?? []
  const people = JSON.stringify(blocks).match(/"user_id":"(?!U00ALICE)/g) ?? []
  return [...refused, ...long, ...markup, ...people]
}

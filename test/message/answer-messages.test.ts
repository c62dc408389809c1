import { describe, expect, it } from 'vitest'
import { answerMessages } from '../../src/message/answer-messages.ts'
import { emptyMessage } from '../../src/message/empty-message.ts'
import type { Message } from '../../src/message/message.ts'
import { plainText } from '../../src/message/plain.ts'
import { sayAnswer } from '../../src/message/terminal.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { ALICE, answerOf, call, DENIED, eventsOf, evidenceOf, finding } from '../answer/made.ts'
import { INCIDENT } from './incident.ts'

const CONTEXT = { asker: 'U00ALICE', defaultWindow: true }

describe('an answer in Slack', () => {
  const { root, thread } = answerMessages(answerOf(INCIDENT), CONTEXT)

  it('has a root that reads so', async () => {
    await expect(read(root)).toMatchFileSnapshot('golden/root.txt')
  })

  it('has a thread that reads so', async () => {
    await expect(thread.map(read).join('\n\n---\n\n')).toMatchFileSnapshot('golden/thread.txt')
  })

  it('is taken by Slack, every message of it', () => {
    for (const message of [root, ...thread]) expect(validateMessage(message)).toEqual([])
  })

  it('has one topic a message, each with a heading of its own', () => {
    const headings = thread.map((message) => message.text.split('\n')[0])

    expect(new Set(headings).size).toBe(thread.length)
  })

  it('leaves out topics in which there is nothing', () => {
    const { thread } = answerMessages(answerOf(eventsOf(call('ec2:DescribeInstances', { readOnly: true }))), CONTEXT)

    expect(thread.map((message) => message.text.split('\n')[0])).toEqual([
      'Who, and where from',
      'Activity and reads',
      'Coverage',
    ])
  })

  it('takes no more than seven messages', () => {
    expect(thread.length).toBeLessThanOrEqual(7)
  })

  it('says what a claimed session name is once, in the root', () => {
    const texts = [root, ...thread].map(read).join('\n')

    expect(texts.split('it proves nothing about who it was').length).toBe(2)
    expect(read(root)).toContain('role Deploy (tools), session Alice (claimed)')
  })

  it('leaves out who did it where there is only one identity', () => {
    const { thread } = answerMessages(answerOf(eventsOf(call('ec2:RunInstances', DENIED))), CONTEXT)

    expect(thread.map(read).join('\n')).toContain(
      'Newest first\nWhen (UTC) | Call | On | From | Where\n2026-11-23 10:00:00 | refused: ec2:RunInstances | – |',
    )
  })

  it('leaves refusals their place in the table of calls, however many changes there are', () => {
    const changes = Array.from({ length: 300 }, (_, index) => call(`ec2:Change${'x'.repeat(60)}${index}`))

    const { thread } = answerMessages(answerOf(eventsOf(...changes, call('iam:CreateUser', DENIED))), CONTEXT)

    const table = thread.map(read).find((text) => text.startsWith('By kind of call'))
    expect(table).toContain('iam:CreateUser | refused: no identity policy allows it | 1')
    expect(table).toMatch(/\d+ more rows do not fit here/)
  })

  it('says of errors that failed sign-ins are not among them, and only then', () => {
    const asked = (value: 'errors' | 'denied', not = false) =>
      read(
        answerMessages(
          answerOf(INCIDENT, {
            question: { terms: [{ not, predicate: { kind: 'outcome', value } }], window: ALICE.window },
          }),
          CONTEXT,
        ).root,
      )

    expect(asked('errors')).toContain('Failed console sign-ins carry no error code')
    expect(asked('denied')).not.toContain('carry no error code')
    expect(asked('errors', true)).not.toContain('carry no error code')
  })

  it('says by whom roles were taken, where nobody in particular was asked for', () => {
    const { root } = answerMessages(answerOf(INCIDENT, { question: { ...ALICE, terms: [] } }), CONTEXT)

    expect(read(root)).toContain('Took roles: arn:aws:iam::111122223333:role/ops/Deploy by IAM user Alice (tools)')
  })

  it('accounts for every record that was examined', () => {
    const ledger = { records: 30, events: 24, unreadable: 1, duplicates: 5 }
    const evidence = evidenceOf(INCIDENT, { findings: [finding({ ledger })] })
    const totals = { ...evidence.totals, twins: 2 }

    const { root, thread } = answerMessages(answerOf(INCIDENT, { evidence: { ...evidence, totals } }), CONTEXT)

    expect(read(root)).toContain('1 record could not be read.')
    expect(read(thread.at(-1)!)).toContain(
      '30 records examined from 1 pair of account and Region: 19 are the events told here, 2 the other account’s copy of a cross-account call, 3 not what was asked for, 5 second copies, 1 could not be read.',
    )
  })

  it('lists the ids of accounts where there are more than the headline names', () => {
    const many = eventsOf(
      ...Array.from({ length: 5 }, (_, index) =>
        call('ec2:RunInstances', { recipientAccountId: `99990000000${index}` }),
      ),
    )

    const { root, thread } = answerMessages(answerOf(many), CONTEXT)

    expect(read(root)).not.toContain('999900000004')
    expect(read(thread.at(-1)!)).toContain('999900000004')
    expect(thread.map(read).join()).not.toContain('Accounts: tools')
  })

  it('mentions nobody but who asked', () => {
    const json = JSON.stringify([root, ...thread].map(({ blocks }) => blocks))

    expect([...json.matchAll(/"user_id":"(\w+)"/g)].map((match) => match[1])).toEqual(['U00ALICE'])
    expect(json).not.toMatch(/"(mrkdwn|broadcast|usergroup|channel|link|emoji)"(?!:)/)
  })

  it('says first what could not be seen, where something could not', () => {
    const gap = {
      reason: 'denied',
      where: '444455556666/us-west-2',
      detail: 'The role whodid-read lacks cloudtrail:LookupEvents.',
      count: 1,
    } as const
    const findings = [finding(), finding({ gaps: [gap], complete: false, looked: [], newest: undefined })]

    const { root } = answerMessages(answerOf(INCIDENT, { evidence: evidenceOf(INCIDENT, { findings }) }), CONTEXT)

    expect(read(root)).toContain(
      'Incomplete: 1 of 2 places answered in full, 1 not at all. denied: 444455556666/us-west-2',
    )
  })

  it('says who did it, where a resource was asked for and nobody in particular', () => {
    const question = {
      terms: [{ not: false, predicate: { kind: 'resource', value: 'Bob' } } as const],
      window: ALICE.window,
    }

    const { root } = answerMessages(answerOf(INCIDENT, { question }), CONTEXT)

    expect(read(root)).toContain(
      'StopInstances on i-0aaaa1111bbbb2222 by IAM user Alice from 198.51.100.7 in tools / eu-central-1',
    )
  })
})

describe('an empty answer', () => {
  const near = [
    { name: 'alice', by: 'user', count: 12 },
    { name: 'Alicia', by: 'user', count: 3 },
  ] as const

  it('reads so', async () => {
    const message = emptyMessage(answerOf([], { evidence: evidenceOf([], { near }) }), CONTEXT)

    expect(validateMessage(message)).toEqual([])
    await expect(read(message)).toMatchFileSnapshot('golden/empty.txt')
  })
})

describe('an answer in a terminal', () => {
  it('reads so', async () => {
    await expect(sayAnswer(answerOf(INCIDENT), { width: 100, colour: false })).toMatchFileSnapshot(
      'golden/terminal.txt',
    )
  })

  it('is the same with colours, but for the colours', () => {
    const plain = sayAnswer(answerOf(INCIDENT), { width: 100, colour: false })
    const coloured = sayAnswer(answerOf(INCIDENT), { width: 100, colour: true })

    expect(coloured).not.toBe(plain)
    // oxlint-disable-next-line no-control-regex
    expect(coloured.replace(/\u001B\[\d+m/g, '')).toBe(plain)
  })

  it('keeps within its width, unless a word alone is longer', () => {
    for (const line of sayAnswer(answerOf(INCIDENT), { width: 60, colour: false }).split('\n')) {
      expect(line.length <= 60 || !line.trim().replace(/^- /, '').includes(' ')).toBe(true)
    }
  })
})

/** As a person reads it. */
function read(message: Message): string {
  return plainText(message.blocks)
}

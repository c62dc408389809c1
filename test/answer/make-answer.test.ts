import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { event, roleSession } from '../made/records.ts'
import { ALICE, answerOf, at, call, DENIED, eventsOf, evidenceOf, finding, named, NOW, WINDOW } from './made.ts'

describe('an answer', () => {
  it('counts changes, refusals, other failures and reads apart, and their sum is all events', () => {
    const { headline } = answerOf(
      eventsOf(
        call('ec2:RunInstances'),
        call('s3:ListBuckets', { readOnly: true, ...DENIED }),
        call('iam:CreateUser', DENIED),
        call('ec2:DescribeInstances', { readOnly: true, errorCode: 'Client.RequestLimitExceeded' }),
        call('ec2:DescribeInstances', { readOnly: true }),
      ),
    )

    expect(headline).toMatchObject({ events: 5, changes: 1, refusals: 2, failures: 1, reads: 1 })
    expect(headline.accounts).toMatchObject([{ value: '111122223333', alias: 'tools', events: 5 }])
    expect([headline.first, headline.last]).toEqual([at('2026-11-23T10:00:00Z'), at('2026-11-23T10:04:00Z')])
  })

  it('counts sign-ins and roles taken as neither changes nor reads, and lists them nowhere else', () => {
    const answer = answerOf(
      eventsOf(
        call('signin:ConsoleLogin', { responseElements: { ConsoleLogin: 'Success' } }),
        call('signin:ConsoleLogin', { errorMessage: 'Failed authentication' }),
        call('sts:AssumeRole', { readOnly: true }),
        call('sts:GetSessionToken', { readOnly: true }),
        call('other:ConsoleLogin'),
        call('ec2:DescribeInstances', { readOnly: true }),
      ),
    )

    expect(answer.headline).toMatchObject({ events: 6, changes: 1, refusals: 1, reads: 1, signIns: 1, roles: 2 })
    expect(answer.changes).toMatchObject([{ source: 'other.amazonaws.com' }])
    expect(answer.reads.actions).toMatchObject([{ name: 'DescribeInstances' }])
    expect(answer.latest.map(({ name, error }) => [name, error])).toEqual([
      ['ConsoleLogin', undefined],
      ['ConsoleLogin', 'Failed authentication'],
    ])
    expect(answer.entries.map(({ name }) => name).sort()).toEqual(['AssumeRole', 'ConsoleLogin', 'GetSessionToken'])
  })

  it('tells accounts by their alias and marks a session name that somebody chose; labels keep the id', () => {
    const { who, latest } = answerOf(
      eventsOf(call('ec2:RunInstances'), call('ec2:StopInstances', { userIdentity: roleSession('Deploy', 'Alice') })),
    )

    expect(who.map(({ value, told, claimed }) => [value, told, claimed])).toEqual([
      ['IAM user Alice (111122223333)', 'IAM user Alice (tools)', false],
      ['role Deploy, session Alice (111122223333)', 'role Deploy (tools), session Alice (claimed)', true],
    ])
    expect(latest).toMatchObject([
      { actor: 'role Deploy (tools), session Alice (claimed)', who: 'role Deploy, session Alice (claimed)' },
      { actor: 'IAM user Alice (tools)', who: 'IAM user Alice' },
    ])
  })

  it('names the actor’s account where another account recorded the call', () => {
    const [sample] = answerOf(eventsOf(call('s3:PutBucketPolicy', { recipientAccountId: '444455556666' }))).latest

    expect(sample).toMatchObject({ who: 'IAM user Alice (tools)', accounts: ['444455556666'] })
  })

  it('is plain data: written as JSON and read again it is the same', () => {
    const answer = answerOf(eventsOf(call('iam:CreateUser'), call('s3:ListBuckets', DENIED)))

    const read: unknown = JSON.parse(JSON.stringify(answer))
    expect(read).toEqual(
      JSON.parse(JSON.stringify(answer, (_, value: unknown) => (value instanceof Map ? 'a map' : value))),
    )
    expect(JSON.stringify(answer)).not.toContain('a map')
  })

  it('says that one name fits several identities, and keeps them apart', () => {
    const { ambiguous, who } = answerOf(
      eventsOf(
        call('ec2:RunInstances'),
        call('ec2:RunInstances'),
        call('ec2:StopInstances', { userIdentity: roleSession('Deploy', 'Alice') }),
      ),
    )

    expect(ambiguous).toBe(true)
    expect(who.map(({ value, events }) => [value, events])).toEqual([
      ['IAM user Alice (111122223333)', 2],
      ['role Deploy, session Alice (111122223333)', 1],
    ])
  })

  it('does not call a role with many sessions, two names, or a prefix ambiguous', () => {
    const sessions = eventsOf(
      ...['a', 'b'].map((session) => call('ec2:RunInstances', { userIdentity: roleSession('Deploy', session) })),
    )
    const prefix = { not: false, predicate: { kind: 'identity', by: 'name', value: 'a', prefix: true } } as const

    for (const terms of [[named('Deploy', 'role')], [named('a'), named('b')], [prefix], []]) {
      expect(answerOf(sessions, { question: { terms, window: WINDOW } }).ambiguous).toBe(false)
    }
  })

  it('tells one call across two accounts once, with both accounts', () => {
    const twins = eventsOf(
      call('sts:AssumeRole', {
        sharedEventID: 'shared',
        readOnly: true,
        requestParameters: { roleArn: 'arn:aws:iam::444455556666:role/Prod' },
      }),
      call('sts:AssumeRole', {
        sharedEventID: 'shared',
        readOnly: true,
        requestParameters: { roleArn: 'arn:aws:iam::444455556666:role/Prod' },
        recipientAccountId: '444455556666',
        userIdentity: { type: 'AWSAccount', accountId: '111122223333', principalId: 'AIDAFAKEALICE' },
      }),
    )

    const answer = answerOf(twins)

    expect(answer.headline.events).toBe(1)
    expect(answer.coverage.twins).toBe(1)
    expect(answer.entries).toMatchObject([{ name: 'AssumeRole', events: 1, actor: 'IAM user Alice (tools)' }])
  })

  it('lists what stands out by rule, the gravest first, tried apart from done', () => {
    const { standsOut } = answerOf(
      eventsOf(
        call('iam:CreateAccessKey', { requestParameters: { userName: 'Bob' } }),
        call('ec2:TerminateInstances'),
        call('cloudtrail:StopLogging', DENIED),
      ),
    )

    expect(standsOut.map(({ rule, done, tried }) => [rule, done, tried])).toEqual([
      ['trail-changed', 0, 1],
      ['credentials-made', 1, 0],
      ['data-destroyed', 1, 0],
    ])
    expect(standsOut[1]?.samples[0]).toMatchObject({ name: 'CreateAccessKey', target: 'Bob', region: 'eu-central-1' })
  })

  it('does not lose one grave event among ten thousand others, even where it is not listed', () => {
    const noise = Array.from({ length: 10_000 }, (_, index) =>
      call('ec2:DescribeInstances', { readOnly: true, requestID: `r${index}` }),
    )
    const events = eventsOf(call('cloudtrail:DeleteTrail', { requestParameters: { name: 'main' } }), ...noise)
    const evidence = { ...evidenceOf(events), events: events.slice(-100), capped: true }

    const { standsOut, headline } = answerOf([], { evidence })

    expect(headline.events).toBe(10_001)
    expect(standsOut).toMatchObject([{ rule: 'trail-changed', done: 1, exact: true, calls: [['DeleteTrail', 1]] }])
  })

  it('says "at least" of a rule that looks into requests, where not all events could be listed', () => {
    const open = { ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] } }
    const events = eventsOf(call('ec2:AuthorizeSecurityGroupIngress', { requestParameters: open }))

    expect(answerOf(events).standsOut[0]?.exact).toBe(true)
    expect(answerOf([], { evidence: { ...evidenceOf(events), capped: true } }).standsOut[0]?.exact).toBe(false)
  })

  it('shows each call and target once before any of them twice', () => {
    const keys = Array.from({ length: 30 }, () =>
      call('iam:CreateAccessKey', { requestParameters: { userName: 'Bob' } }),
    )
    const rare = call('iam:CreateLoginProfile', { requestParameters: { userName: 'Carol' } })

    const [group] = answerOf(eventsOf(rare, ...keys)).standsOut

    expect(group?.samples.slice(0, 2).map(({ target }) => target)).toEqual(['Bob', 'Carol'])
    expect(group?.calls).toEqual([
      ['CreateAccessKey', 30],
      ['CreateLoginProfile', 1],
    ])
  })

  it('groups refusals by action with the reasons that AWS gave', () => {
    const scp = {
      ...DENIED,
      errorMessage: 'User: x is not authorized with an explicit deny in a service control policy',
    }

    const { refusals } = answerOf(
      eventsOf(call('s3:ListBuckets', DENIED), call('s3:ListBuckets', DENIED), call('s3:ListBuckets', scp)),
    )

    expect(refusals).toMatchObject([
      {
        action: { name: 'ListBuckets', events: 3 },
        reasons: [
          ['no identity policy allows it', 2],
          ['explicit deny in an SCP', 1],
        ],
      },
    ])
  })

  it('does not call a failed call that was not refused a refusal', () => {
    const answer = answerOf(eventsOf(call('s3:GetBucketPolicy', { readOnly: true, errorCode: 'NoSuchBucketPolicy' })))

    expect(answer.refusals).toEqual([])
    expect(answer.failures).toMatchObject([{ name: 'GetBucketPolicy', error: 'NoSuchBucketPolicy' }])
  })
})

describe('coverage', () => {
  it('tells places that answered from those that did in part and not at all', () => {
    const denied = { reason: 'denied', where: '111122223333/eu-west-1', detail: 'No right.', count: 1 } as const
    const findings = [
      finding(),
      finding({ gaps: [denied], ledger: { records: 3, events: 1, unreadable: 1, duplicates: 1 } }),
      finding({ gaps: [denied], complete: false, looked: [], newest: undefined }),
    ]

    const { coverage } = answerOf([], { evidence: evidenceOf([], { findings }) })

    expect(coverage).toMatchObject({ asked: 3, answered: 1, partly: 1, failed: 1, newest: at('2026-11-23T13:55:00Z') })
    expect(coverage.ledger).toEqual({ records: 3, events: 1, unreadable: 1, duplicates: 1 })
  })

  it('does not say that a place answered in full where some of its records could not be read', () => {
    const ledger = { records: 3, events: 2, unreadable: 1, duplicates: 0 }
    const { coverage } = answerOf([], { evidence: evidenceOf([], { findings: [finding({ ledger })] }) })
    expect(coverage.places.map(({ state }) => state)).toEqual(['partly'])
  })

  it('warns of late events only where the window ends about now', () => {
    const before = { terms: ALICE.terms, window: { from: WINDOW.from, to: instant(NOW - 3_600_000) } }

    expect(answerOf([]).coverage.mayBeLate).toBe(true)
    expect(answerOf([], { question: before }).coverage.mayBeLate).toBe(false)
  })

  it('names the classes of event that were neither seen nor configured', () => {
    const data = eventsOf(call('s3:GetObject', { eventCategory: 'Data', readOnly: true }))

    expect(answerOf([]).coverage.notCovered).toEqual(['data', 'network-activity', 'insights'])
    expect(answerOf(data).coverage.notCovered).toEqual(['network-activity', 'insights'])
    expect(answerOf([], { classes: ['data', 'insights'] }).coverage.notCovered).toEqual(['network-activity'])
  })
})

describe('an empty answer', () => {
  it('has its reasons in order of likelihood, and only those that can apply', () => {
    const near = [
      { name: 'alice', by: 'user', count: 9 },
      { name: 'Alice', by: 'role', count: 4 },
      { name: 'Alicia', by: 'user', count: 2 },
    ] as const

    expect(answerOf([], { evidence: evidenceOf([], { near }) }).miss?.reasons).toEqual([
      'other-case',
      'other-kind',
      'near-names',
      'role-asked-as-name',
      'delivery-delay',
      'other-place',
      'data-events',
    ])
  })

  it('does not say that a name was seen as something else where it was seen as what was asked', () => {
    const near = [{ name: 'Alice', by: 'user', count: 4 }] as const
    const reasons = (by: 'user' | 'session') =>
      answerOf([], {
        question: { terms: [named('Alice', by)], window: WINDOW },
        evidence: evidenceOf([], { near }),
      }).miss?.reasons

    expect(reasons('user')).not.toContain('other-kind')
    expect(reasons('session')).toContain('other-kind')
  })

  it('puts gaps first, and knows letters that only look right', () => {
    const findings = [finding({ complete: false, newest: undefined })]
    const question = {
      terms: [named('Аlice'), { not: false, predicate: { kind: 'region', value: 'us-east-1' } } as const],
      window: WINDOW,
    }

    const reasons = answerOf([], { question, evidence: evidenceOf([], { findings }) }).miss?.reasons

    expect(reasons?.slice(0, 2)).toEqual(['gaps', 'odd-letters'])
    expect(reasons).toContain('filters')
    expect(reasons).toContain('before-oldest')
  })

  it('says nothing of how old the events are where no place answered', () => {
    const findings = [finding({ complete: false, looked: [], newest: undefined })]

    expect(answerOf([], { evidence: evidenceOf([], { findings }) }).miss?.reasons).not.toContain('before-oldest')
  })

  it('is the only one with a miss', () => {
    expect(answerOf(eventsOf(call('ec2:RunInstances'))).miss).toBeUndefined()
  })
})

it('an event without an account, a Region or a source still makes an answer', () => {
  const bare = event({
    recipientAccountId: null,
    userIdentity: null,
    awsRegion: null,
    eventSource: null,
    sourceIPAddress: null,
    userAgent: null,
  })

  expect(answerOf([bare]).headline.events).toBe(1)
})

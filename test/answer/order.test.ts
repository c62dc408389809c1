import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Event, Fields } from '../../src/event/event.ts'
import { event, roleSession } from '../made/records.ts'
import { answerOf, at, call, DENIED, evidenceOf } from './made.ts'

const anyCall = fc.constantFrom<Fields>(
  call('ec2:DescribeInstances', { readOnly: true, userAgent: 'console.ec2.amazonaws.com' }),
  call('ec2:DescribeVpcs', { readOnly: true, sessionCredentialFromConsole: 'true' }),
  call('iam:CreateAccessKey', { requestParameters: { userName: 'Bob' } }),
  call('iam:CreateAccessKey', { requestParameters: { userName: 'Carol' } }),
  call('cloudtrail:StopLogging', DENIED),
  call('s3:ListBuckets', { readOnly: true, ...DENIED }),
  call('s3:GetBucketPolicy', { readOnly: true, errorCode: 'NoSuchBucketPolicy' }),
  call('sts:AssumeRole', { readOnly: true, requestParameters: { roleArn: 'arn:aws:iam::444455556666:role/Prod' } }),
  call('signin:ConsoleLogin', {
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { MFAUsed: 'No' },
  }),
)
const anyWho = fc.constantFrom<Fields>(
  {},
  { userIdentity: roleSession('Deploy', 'Alice') },
  { userIdentity: { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROAFAKE' } },
)

/** Many in the same second, some of them copies of one cross-account call. */
const anyEvents = fc
  .array(
    fc.record({
      call: anyCall,
      who: anyWho,
      second: fc.integer({ min: 0, max: 120 }),
      shared: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      account: fc.constantFrom('111122223333', '444455556666'),
      address: fc.constantFrom('198.51.100.7', '203.0.113.66'),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(
      ({ call, who, second, shared, account, address }, index): Event =>
        event({
          ...call,
          ...who,
          eventID: `event-${index}`,
          eventTime: new Date(at('2026-11-23T10:00:00Z') + second * 1000).toISOString(),
          recipientAccountId: account,
          sourceIPAddress: address,
          ...(shared === undefined ? {} : { sharedEventID: `shared-${shared}` }),
        }),
    ),
  )

it('the answer is the same whatever the order of the events and however often each was delivered', () => {
  fc.assert(
    fc.property(
      anyEvents.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events)),
      ),
      ([events, shuffled, again]) => {
        const known = answerOf(events)

        expect(answerOf([...again, ...shuffled])).toEqual(known)
        const twice = { ...evidenceOf(shuffled), events: [...shuffled, ...again.toReversed()] }
        const { coverage: _, ...rest } = answerOf([], { evidence: twice })
        const { coverage: __, ...expected } = known
        expect(rest).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
})

it('the counts of a rule add up to its calls, and to what the totals know', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const answer = answerOf(events)

      for (const group of answer.standsOut) {
        expect(group.done + group.tried).toBe(group.calls.reduce((sum, [, count]) => sum + count, 0))
        expect(group.samples.length).toBeLessThanOrEqual(group.done + group.tried)
        expect(group.samples.length).toBeGreaterThan(0)
      }
      const { headline, activity, entries } = answer
      const { changes, refusals, failures, reads, signIns, roles } = headline
      expect(changes + refusals + failures + reads + signIns + roles).toBe(headline.events)
      expect(entries.reduce((sum, entry) => sum + entry.events, 0)).toBe(signIns + roles)
      expect(activity.buckets.reduce((sum, bucket) => sum + bucket.events, 0)).toBe(headline.events)
    }),
    { numRuns: 150 },
  )
})

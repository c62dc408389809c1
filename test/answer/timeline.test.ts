import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event, Fields } from '../../src/event/event.ts'
import { TIMELINE_RUNS, timelineOf } from '../../src/answer/timeline.ts'
import { roleSession } from '../made/records.ts'
import { INCIDENT } from '../message/incident.ts'
import { call, DENIED, eventsOf } from './made.ts'

const LEAKED = { sourceIPAddress: '203.0.113.66' }
const DEPLOY = { userIdentity: roleSession('Deploy', 'Alice'), ...LEAKED }
const ROLE = 'arn:aws:iam::111122223333:role/ops/Deploy'

describe('a timeline', () => {
  it('tells the story in its order: refused, became, changed', () => {
    const told = timeline(
      call('s3:ListBuckets', { ...LEAKED, ...DENIED, readOnly: true }),
      call('iam:ListUsers', { ...LEAKED, ...DENIED, readOnly: true }),
      call('sts:AssumeRole', {
        ...LEAKED,
        readOnly: true,
        requestParameters: { roleArn: ROLE, roleSessionName: 'Alice' },
      }),
      call('iam:CreateAccessKey', {
        ...DEPLOY,
        requestParameters: { userName: 'Bob' },
        responseElements: { accessKey: { accessKeyId: 'AKIAFAKEBOB000000001' } },
      }),
    )

    expect(told?.stretches).toMatchObject([
      {
        lane: { who: 'IAM user Alice (111122223333)', keys: ['AKIAFAKEALICE0000001'], address: '203.0.113.66' },
        runs: [
          { sort: 'refused', events: 2 },
          { sort: 'became', became: { role: ROLE, session: 'Alice' } },
        ],
      },
      {
        lane: { who: 'role Deploy, session Alice (111122223333)' },
        runs: [{ sort: 'changed', madeKey: 'AKIAFAKEBOB000000001', severity: 'high' }],
      },
    ])
  })

  it('tells one key at two addresses as two hands', () => {
    const told = timeline(call('ec2:StopInstances'), call('ec2:StopInstances', LEAKED), call('ec2:StopInstances'))

    expect(told?.stretches.map(({ lane, runs }) => [lane.address, runs[0]?.events])).toEqual([
      ['198.51.100.7', 2],
      ['203.0.113.66', 1],
    ])
  })

  it('tells two sessions of one name as two hands', () => {
    const session = (creationDate: string) => ({
      userIdentity: roleSession('Deploy', 'Alice', {
        sessionContext: { sessionIssuer: { type: 'Role', userName: 'Deploy' }, attributes: { creationDate } },
      }),
    })

    const told = timeline(
      call('ec2:StopInstances', session('2026-11-23T09:00:00Z')),
      call('ec2:StopInstances', session('2026-11-23T09:30:00Z')),
    )

    expect(told?.stretches).toHaveLength(2)
  })

  it('puts refusals together that reads come between, and no change', () => {
    const refused = call('iam:ListUsers', { ...DENIED, readOnly: true })
    const read = call('iam:ListRoles', { readOnly: true })
    const changed = call('iam:TagUser')

    expect(sorts(refused, read, refused, changed, refused)).toEqual(['changed 1', 'refused 1', 'refused 2'])
  })

  it('begins anew after ten minutes without a like call', () => {
    const late = (minutes: number) =>
      call('ec2:StopInstances', { eventTime: new Date(Date.UTC(2026, 10, 23, 10, minutes)).toISOString() })

    expect(sorts(late(0), late(10), late(21))).toEqual(['changed 1', 'changed 2'])
  })

  it('is no story where one thing happened', () => {
    expect(timeline(call('ec2:StopInstances'), call('ec2:DescribeInstances', { readOnly: true }))).toBeUndefined()
  })

  it('keeps what stands out however much else there is, and says how much is left out', () => {
    const tags = Array.from({ length: 300 }, (_, index) =>
      call('ec2:CreateTags', { sourceIPAddress: `198.51.100.${index % 200}`, eventTime: time(index) }),
    )
    const told = timeline(...tags, call('cloudtrail:StopLogging', { eventTime: time(301) }))!
    const runs = told.stretches.flatMap((stretch) => stretch.runs)

    expect(runs).toHaveLength(TIMELINE_RUNS)
    expect(runs.some(({ rule }) => rule?.includes('CloudTrail'))).toBe(true)
    expect(told.leftOut).toBe(301 - TIMELINE_RUNS)
  })

  it('is the same whatever the order of the events', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...INCIDENT], { minLength: INCIDENT.length }), (events) => {
        expect(of(events)).toEqual(of(INCIDENT))
      }),
      { numRuns: 30 },
    )
  })
})

function time(minutes: number): string {
  return new Date(Date.UTC(2026, 10, 23, 0, minutes)).toISOString()
}

function timeline(...records: readonly Fields[]) {
  return of(eventsOf(...records))
}

function of(events: readonly Event[]) {
  return timelineOf(
    events.map((event) => ({ event, accounts: [event.account] })),
    false,
    (label) => label,
  )
}

function sorts(...records: readonly Fields[]): readonly string[] {
  const runs = timeline(...records)?.stretches.flatMap((stretch) => stretch.runs) ?? []
  return runs.map(({ sort, events }) => `${sort} ${events}`).toSorted()
}

import { expect, it } from 'vitest'
import { burstsOf } from '../../src/answer/bursts.ts'
import type { Fields } from '../../src/event/event.ts'
import { event, roleSession } from '../made/records.ts'
import { at } from './made.ts'

const START = at('2026-11-23T10:00:00Z')

it('eight reads of one console session within ten seconds are one burst, seven are none', () => {
  expect(bursts(reads(8))).toMatchObject([{ events: 8, sources: [['ec2.amazonaws.com', 8]], from: START }])
  expect(bursts(reads(7))).toEqual([])
})

it('fewer reads are one where they tell which page was opened', () => {
  const page = ['ListStacks', 'DescribeStacks', 'DescribeStackEvents', 'ListStackResources'].flatMap((eventName) =>
    reads(1, { eventSource: 'cloudformation.amazonaws.com', eventName }),
  )

  expect(bursts(page)).toMatchObject([{ events: 4, pages: ['CloudFormation ▸ Stacks'] }])
  expect(bursts(page.slice(0, 3))).toEqual([])
})

it('windows that touch are joined, others are not', () => {
  const joined = bursts([...reads(5, { second: 8 }), ...reads(5, { second: 11 })])
  const apart = bursts([...reads(8), ...reads(8, { second: 25 })])

  expect(joined).toMatchObject([{ events: 10 }])
  expect(apart).toMatchObject([{ events: 8 }, { events: 8 }])
})

it('the keys of one console session change and its beginning does not', () => {
  const session = (key: string) => ({ userIdentity: roleSession('Admin', 'alice', { accessKeyId: key }) })

  expect(bursts([...reads(4, { ...session('ASIA1') }), ...reads(4, { ...session('ASIA2') })])).toMatchObject([
    { events: 8 },
  ])
})

it('roles taken in the console are no reads and make no burst', () => {
  const federated = { eventSource: 'sso.amazonaws.com', eventName: 'Federate' }

  expect(bursts(reads(8, federated))).toEqual([])
  expect(bursts([...reads(8), ...reads(8, federated)])).toMatchObject([{ events: 8 }])
})

it('reads from elsewhere than the console, writes, and failed reads make no burst', () => {
  expect(bursts(reads(20, { userAgent: 'aws-cli/2.31.0' }))).toEqual([])
  expect(bursts(reads(20, { readOnly: false }))).toEqual([])
  expect(bursts(reads(20, { errorCode: 'AccessDenied' }))).toEqual([])
})

it('two people in the console at once are two bursts', () => {
  const other = { userIdentity: roleSession('Admin', 'bob') }

  expect(bursts([...reads(8), ...reads(9, other)]).map(({ events }) => events)).toEqual([8, 9])
})

function reads(count: number, { second = 0, ...more }: Fields & { readonly second?: number } = {}) {
  return Array.from({ length: count }, () =>
    event({
      eventName: 'DescribeInstances',
      readOnly: true,
      userAgent: 'console.ec2.amazonaws.com',
      eventTime: new Date(START + second * 1000).toISOString(),
      ...more,
    }),
  )
}

function bursts(events: readonly ReturnType<typeof event>[]) {
  return burstsOf(
    events.map((each) => ({ event: each, accounts: [each.account] })),
    (label) => label,
  )
}

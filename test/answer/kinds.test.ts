import { expect, it } from 'vitest'
import { roleSession } from '../made/records.ts'
import { answerOf, call, eventsOf, evidenceOf } from './made.ts'

const STACK = { userIdentity: roleSession('Deploy', 'alice', { invokedBy: 'cloudformation.amazonaws.com' }) }

it('kinds of actor are counted, with the fields that tell them', () => {
  const { kinds } = answerOf(
    eventsOf(
      call('ec2:RunInstances'),
      call('ec2:RunInstances'),
      call('ec2:RunInstances', STACK),
      call('ec2:RunInstances', { userAgent: 'odd' }),
    ),
  )

  expect(kinds).toEqual([
    { kind: 'cli', events: 2, evidence: [[{ field: 'userAgent', value: 'aws-cli/2.31.0' }, 2]] },
    {
      kind: 'service',
      events: 1,
      evidence: [[{ field: 'userIdentity.invokedBy', value: 'cloudformation.amazonaws.com' }, 1]],
    },
    { kind: 'unknown', events: 1, evidence: [] },
  ])
})

it('calls on somebody’s behalf are counted apart; of a capped list, at least', () => {
  const events = eventsOf(call('ec2:RunInstances'), call('ec2:RunInstances', STACK))

  expect(answerOf(events).onBehalf).toEqual({
    events: 1,
    services: [['cloudformation.amazonaws.com', 1]],
    atLeast: false,
  })
  expect(answerOf(events, { evidence: evidenceOf(events, { capped: true }) }).onBehalf?.atLeast).toBe(true)
  expect(answerOf(eventsOf(call('ec2:RunInstances'))).onBehalf).toBeUndefined()
})

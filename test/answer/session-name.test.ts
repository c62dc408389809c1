import { expect, it } from 'vitest'
import { isNamedByAws } from '../../src/answer/session-name.ts'
import type { Fields } from '../../src/event/event.ts'
import { event, roleSession } from '../made/records.ts'

const ID = 'i-0123456789abcdef0'
const INSTANCE = 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0'
const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:shrink'
const TASK = 'arn:aws:ecs:eu-central-1:111122223333:task/main/0fake0task0'
const SSO = 'aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef'
const LINKED = 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'

type Row = readonly [what: string, session: string, rolePath: string, more: Fields, context: Fields, byAws: boolean]

const rows: readonly Row[] = [
  ['a role that someone took', 'Alice', 'ops/Deploy', {}, {}, false],
  ['an Identity Center user', 'alice@example.com', SSO, {}, {}, true],
  [
    'a role whose name alone looks like Identity Center',
    'Alice',
    'AWSReservedSSO_Admin_0123456789abcdef',
    {},
    {},
    false,
  ],
  ['a path that only begins alike', 'Alice', 'aws-reserved/sso.amazonaws.com.evil/Admin', {}, {}, false],
  ['a service-linked role', 'AutoScaling', LINKED, {}, {}, true],
  ['an instance with its own credentials', ID, 'web', {}, { ec2RoleDelivery: '2.0' }, true],
  ['an instance id that someone chose', ID, 'web', {}, {}, false],
  ['another name with an instance’s credentials', 'Alice', 'web', {}, { ec2RoleDelivery: '2.0' }, false],
  ['a name that only begins as an instance id', 'i-0123456789-alice', 'web', {}, { ec2RoleDelivery: '2.0' }, false],
  [
    'a function',
    'shrink',
    'fn',
    { inScopeOf: { issuerType: 'AWS::Lambda::Function', credentialsIssuedTo: FUNCTION } },
    {},
    true,
  ],
  ['a task', '0fake0task0', 'task', { inScopeOf: { credentialsIssuedTo: TASK } }, {}, true],
  ['an instance in scope', ID, 'web', { inScopeOf: { sourceArn: INSTANCE } }, {}, true],
  [
    'another name in the scope of a function',
    'Alice',
    'fn',
    { inScopeOf: { credentialsIssuedTo: FUNCTION } },
    {},
    false,
  ],
  ['a part of the function’s name', 'rink', 'fn', { inScopeOf: { credentialsIssuedTo: FUNCTION } }, {}, false],
  ['a scope that is no object', 'shrink', 'fn', { inScopeOf: FUNCTION }, {}, false],
]

it.each(rows)('%s: session %s, named by AWS: %5$s', (_, session, path, more, context, byAws) => {
  const identity = roleSession('Deploy', session, more)
  const issuer = { type: 'Role', arn: `arn:aws:iam::111122223333:role/${path}`, userName: path.split('/').at(-1) }
  const sessionContext = { sessionIssuer: issuer, ...context }

  expect(isNamedByAws(event({ userIdentity: { ...identity, sessionContext } }))).toBe(byAws)
})

it.each([
  ['an IAM user', {}],
  ['a role session without an issuer', { userIdentity: { type: 'AssumedRole', principalId: 'AROAFAKE:Alice' } }],
])('%s has no session name that AWS chose', (_, more) => {
  expect(isNamedByAws(event(more))).toBe(false)
})

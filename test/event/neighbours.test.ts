import { expect, it } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { neighboursOf } from '../../src/event/neighbours.ts'
import { tellingDetail } from '../../src/event/telling-detail.ts'
import { mainTarget } from '../../src/event/main-target.ts'
import { event, roleSession } from '../made/records.ts'

function made(id: string, minute: number, more: Fields = {}) {
  const eventTime = new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString()
  return event({ eventID: id, eventTime, requestID: `req-${id}`, requestParameters: { userName: id }, ...more })
}

it('are of the same request, of the same session before and after, and on the same thing, each told once', () => {
  const target = made('x', 30, { requestParameters: { userName: 'Bob' }, sharedEventID: 's-1' })
  const others = [
    made('a', 10),
    made('b', 20),
    made('c', 31),
    made('d', 32, { requestID: 'req-x', userIdentity: {} }),
    made('e', 33, { sharedEventID: 's-1', userIdentity: {} }),
    made('f', 34, { requestParameters: { userName: 'Bob' }, userIdentity: roleSession('Deploy', 'ci') }),
    made('g', 35, { userIdentity: roleSession('Deploy', 'ci') }),
  ]

  const found = neighboursOf(target, [target, ...others], 2)

  expect(Object.fromEntries(Object.entries(found).map(([kind, list]) => [kind, list.map(({ id }) => id)]))).toEqual({
    request: ['d', 'e'],
    before: ['b', 'a'],
    after: ['c'],
    resource: ['f'],
  })
})

it('a console session is one session though each of its calls has a key of its own; another of its name is not', () => {
  const session = (key: string, start: string) =>
    roleSession('Admin', 'alice', {
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: 'AROAFAKEADMIN', userName: 'Admin' },
        attributes: { creationDate: start, mfaAuthenticated: 'true' },
      },
    })
  const target = made('x', 30, { userIdentity: session('ASIAFAKE1', '2026-11-23T09:00:00Z') })
  const same = made('a', 29, { userIdentity: session('ASIAFAKE2', '2026-11-23T09:00:00Z') })
  const other = made('b', 28, { userIdentity: session('ASIAFAKE3', '2026-11-23T10:00:00Z') })

  expect(neighboursOf(target, [same, other], 5).before.map(({ id }) => id)).toEqual(['a'])
})

it.each<readonly [name: string, request: Fields, on: string | undefined, detail: string | undefined]>([
  [
    'AttachUserPolicy',
    { userName: 'b', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    'b',
    'AdministratorAccess',
  ],
  ['AttachRolePolicy', { roleName: 'r', policyArn: 'arn:aws:iam::1:policy/own' }, 'r', 'arn:aws:iam::1:policy/own'],
  ['AddUserToGroup', { userName: 'b', groupName: 'admins' }, 'b', 'admins'],
  ['AssumeRole', { roleArn: 'arn:r', roleSessionName: 'Alice' }, 'arn:r', 'session Alice'],
  [
    'SendCommand',
    { documentName: 'AWS-RunShellScript', instanceIds: ['i-1', 'i-2'] },
    'i-1 and 1 more',
    'AWS-RunShellScript',
  ],
  ['DeletePolicy', { policyArn: 'arn:p' }, 'arn:p', undefined],
  ['GetObjectAcl', { bucketName: 'b', key: 'k' }, 'b/k', undefined],
  ['CreateRoute', { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0' }, 'rtb-1', '0.0.0.0/0'],
  [
    'AuthorizeSecurityGroupIngress',
    {
      groupId: 'sg-1',
      ipPermissions: {
        items: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
      },
    },
    'sg-1',
    '0.0.0.0/0 tcp 22',
  ],
  ['GetCallerIdentity', {}, undefined, undefined],
])('%s: what it was done to, and how', (eventName, requestParameters, on, detail) => {
  const found = event({ eventName, requestParameters })

  expect([mainTarget(found), tellingDetail(found)]).toEqual([on, detail])
})

it('what EC2 made is told before what it was made in', () => {
  const found = event({
    eventName: 'CreateSubnet',
    requestParameters: { vpcId: 'vpc-1' },
    responseElements: { subnet: { subnetId: 'subnet-9' } },
  })

  expect(mainTarget(found)).toBe('subnet-9')
})

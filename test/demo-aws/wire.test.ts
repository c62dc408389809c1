import { CloudTrailClient, ListTrailsCommand, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../demo/aws/faults.ts'
import type { FakeAws } from '../../demo/aws/start-aws.ts'
import { assume, config, handClock, HOME, READER, record, refused, started, trail } from './started.ts'

describe('a request', () => {
  test('for an operation that is not there is an error and a problem', async () => {
    const aws = await started()

    expect(await refused(trail(aws).send(new ListTrailsCommand({})))).toContain('UnknownOperationException 404')
    expect(aws.problems).toEqual([{ kind: 'unknown-operation', detail: 'cloudtrail:ListTrails' }])
    expect(aws.calls).toMatchObject([{ operation: 'ListTrails', error: 'UnknownOperationException', status: 404 }])
  })

  test('without a signature is refused', async () => {
    const aws = await started()

    const response = await fetch(aws.endpoint, { method: 'POST', body: '{}' })

    expect([response.status, await response.json()]).toMatchObject([
      403,
      { __type: 'MissingAuthenticationTokenException' },
    ])
    expect(aws.problems).toHaveLength(1)
  })

  const keys: readonly (readonly [what: string, change: (keys: Keys) => Keys, says: string])[] = [
    ['with another secret', (keys) => ({ ...keys, secretAccessKey: 'FAKE' }), 'InvalidSignatureException 403'],
    ['with an unknown key', (keys) => ({ ...keys, accessKeyId: 'ASIAUNKNOWN000000000' }), 'UnrecognizedClient'],
    ['without its session token', ({ sessionToken: _token, ...keys }) => keys, 'UnrecognizedClientException 400'],
    ['with another session token', (keys) => ({ ...keys, sessionToken: 'FAKE' }), 'UnrecognizedClientException 400'],
  ]
  test.each(keys)('%s is refused', async (_, change, says) => {
    const aws = await started({ roles: [{ arn: READER }] })
    const look = trail(aws, { keys: change(await assume(aws)) }).send(new LookupEventsCommand({}))

    expect(await refused(look)).toContain(says)
  })

  test('that was changed on its way is refused', async () => {
    const aws = await started()
    const client = trail(aws)
    client.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: Uint8Array }
        request.body = Buffer.from(new TextDecoder().decode(Uint8Array.from(request.body)).replace('Alice', 'Bobby'))
        return next(args)
      },
      // After signing, which is in `finalizeRequest`.
      { step: 'deserialize', priority: 'low', name: 'tamper' },
    )
    const asked = { LookupAttributes: [{ AttributeKey: 'Username' as const, AttributeValue: 'Alice' }] }

    expect(await refused(client.send(new LookupEventsCommand(asked)))).toContain('InvalidSignatureException')
  })

  test('is written down with who asked what, where', async () => {
    const aws = await started({ roles: [{ arn: READER }] })
    const session = await assume(aws, { ExternalId: 'example' })
    await trail(aws, { keys: session, region: 'eu-central-1' }).send(new LookupEventsCommand({ MaxResults: 5 }))

    expect(aws.calls).toMatchObject([
      { service: 'sts', operation: 'AssumeRole', account: HOME, request: { RoleArn: READER, ExternalId: 'example' } },
      {
        service: 'cloudtrail',
        region: 'eu-central-1',
        caller: expect.stringContaining('assumed-role/whodid-read/whodid-UALICE') as string,
        request: { MaxResults: 5 },
        status: 200,
        error: undefined,
      },
    ])
  })
})

describe('a fault', () => {
  const once: readonly (readonly [fault: Omit<Fault, 'service'>, says: string])[] = [
    [{ kind: 'throttle' }, 'ThrottlingException 400: Rate exceeded'],
    [{ kind: '500' }, 'InternalFailure 500'],
    [{ kind: 'cut' }, 'aborted'],
    [{ kind: 'slow', ms: 5000, times: 1 }, 'not refused'],
  ]
  test.each(once)('%j happens once', async (fault, says) => {
    const clock = handClock()
    const aws = await started({ clock })
    aws.faults.add({ service: 'cloudtrail', ...fault })

    expect(await refused(look(aws))).toContain(says)
    expect(await refused(look(aws))).toBe('not refused')
    expect(clock.now() - handClock().now()).toBe(fault.ms ?? 0)
  })

  test('that denies a Region stays, and leaves the others alone', async () => {
    const aws = await started()
    aws.faults.add({ service: 'cloudtrail', region: 'eu-central-1', kind: 'deny' })
    const there = () => refused(trail(aws, { region: 'eu-central-1' }).send(new LookupEventsCommand({})))

    expect(await there()).toBe(
      `AccessDeniedException 400: User: ${aws.operator.arn} is not authorized to perform: cloudtrail:LookupEvents with an explicit deny in a service control policy`,
    )
    expect(await there()).toContain('AccessDenied')
    expect(await refused(look(aws))).toBe('not refused')
    aws.faults.clear()
    expect(await there()).toBe('not refused')
  })

  test('can wait for a page', async () => {
    const aws = await started({ records: Array.from({ length: 120 }, (_, i) => record(i)) })
    aws.faults.add({ service: 'cloudtrail', kind: 'fail-page', page: 2 })

    const { NextToken } = await look(aws)
    expect(await refused(look(aws, NextToken))).toContain('InternalFailure 500')
  })

  test('that expires credentials is for good, and new ones work', async () => {
    const aws = await started({ roles: [{ arn: READER }] })
    const keys = await assume(aws)
    aws.faults.add({ service: 'cloudtrail', kind: 'expire' })

    expect(await refused(trail(aws, { keys }).send(new LookupEventsCommand({})))).toContain('ExpiredTokenException')
    expect(await refused(trail(aws, { keys }).send(new LookupEventsCommand({})))).toContain('ExpiredTokenException')
    const fresh = trail(aws, { keys: await assume(aws) })
    expect(await refused(fresh.send(new LookupEventsCommand({})))).toBe('not refused')
  })

  test('of the account that a role is in meets the one who assumes it', async () => {
    const aws = await started({ roles: [{ arn: READER }] })
    aws.faults.add({ service: 'sts', account: '444455556666', kind: 'throttle' })

    expect(await refused(assume(aws))).toBe('Throttling 400: Rate exceeded')
    const sts = new STSClient(config(aws))
    expect(await refused(sts.send(new GetCallerIdentityCommand({})))).toBe('not refused')
  })

  test('is repeated by the SDK’s own retries', async () => {
    const aws = await started()
    aws.faults.add({ service: 'cloudtrail', kind: 'throttle' })
    const patient = new CloudTrailClient({ ...config(aws), maxAttempts: 2 })

    await patient.send(new LookupEventsCommand({}))

    expect(aws.calls.map(({ error }) => error)).toEqual(['ThrottlingException', undefined])
  })
})

type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }

function look(aws: FakeAws, NextToken?: string) {
  return trail(aws).send(new LookupEventsCommand(NextToken === undefined ? {} : { NextToken }))
}

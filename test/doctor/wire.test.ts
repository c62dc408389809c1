import nock from 'nock'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeAccount } from '../../src/aws/account.ts'
import { makeAws } from '../../src/aws/make-aws.ts'
import { probeHistory, probeLogGroup, probeWorkgroup } from '../../src/doctor/probes.ts'
import type { Probe } from '../../src/doctor/symptom.ts'
import { jumpingClock } from '../backends/event-history/made-history.ts'

const ACCOUNT = '111122223333'
const REGION = 'eu-central-1'
const WHERE = { place: 'a place', account: ACCOUNT, region: REGION }

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

it('LookupEvents for one event, to see whether it is allowed', async () => {
  expects('cloudtrail', 'CloudTrail_20131101.LookupEvents', { MaxResults: 1 }, { Events: [] })

  expect(await tried((aws) => probeHistory(aws, WHERE))).toBeUndefined()
})

it('DescribeLogGroups for one group by its name, and for one that is shared by its ARN', async () => {
  const shared = `arn:aws:logs:${REGION}:444455556666:log-group:trail/org`
  const target = 'Logs_20140328.DescribeLogGroups'
  expects('logs', target, { logGroupNamePrefix: 'trail', includeLinkedAccounts: false }, named('trail'))
  expects('logs', target, { logGroupNamePrefix: 'trail/org', includeLinkedAccounts: true }, named('trail/org'))
  expects('logs', target, { logGroupNamePrefix: 'trail', includeLinkedAccounts: false }, named('trail-2'))

  expect(await tried((aws) => probeLogGroup(aws, { ...WHERE, group: 'trail' }))).toBeUndefined()
  expect(await tried((aws) => probeLogGroup(aws, { ...WHERE, group: shared }))).toBeUndefined()
  await expect(tried((aws) => probeLogGroup(aws, { ...WHERE, group: 'trail' }))).rejects.toThrow('no log group trail')
})

it('GetWorkGroup, to see whether it has a limit', async () => {
  const group = { Name: 'whodid', State: 'ENABLED', Configuration: {} }
  expects('athena', 'AmazonAthena.GetWorkGroup', { WorkGroup: 'whodid' }, { WorkGroup: group })

  expect(await tried((aws) => probeWorkgroup(aws, { ...WHERE, workgroup: 'whodid' }))).toContain('no limit')
})

/** Fails where a request differs in its host, its headers, the scope of its signature, or its body. */
function expects(service: string, target: string, body: nock.DataMatcherMap, answer: nock.Body): void {
  nock(`https://${service}.${REGION}.amazonaws.com`, {
    reqheaders: {
      'x-amz-target': target,
      'content-type': 'application/x-amz-json-1.1',
      authorization: new RegExp(
        `^AWS4-HMAC-SHA256 Credential=AKIAFAKEBOT000000000/\\d{8}/${REGION}/${service}/aws4_request, `,
      ),
    },
  })
    .post('/', body)
    .reply(200, answer, { 'content-type': 'application/x-amz-json-1.1' })
}

async function tried(make: (aws: ReturnType<typeof makeAws>) => Probe): Promise<string | undefined> {
  const defaults = { regions: [REGION], role: 'none', eventHistory: true }
  const aws = makeAws({
    accounts: [makeAccount({ id: ACCOUNT }, defaults)],
    region: REGION,
    clock: jumpingClock(),
    credentials: { accessKeyId: 'AKIAFAKEBOT000000000', secretAccessKey: 'fake-secret' },
  })
  try {
    return await make(aws).try(new AbortController().signal)
  } finally {
    aws.close()
  }
}

function named(logGroupName: string) {
  return { logGroups: [{ logGroupName }] }
}

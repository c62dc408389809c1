import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FakeAws, startAws } from '../../demo/aws/start-aws.ts'
import type { AwsOptions } from '../../demo/aws/options.ts'
import { makeAccount } from '../../src/aws/account.ts'
import { makeAws, type OpenAws } from '../../src/aws/make-aws.ts'
import { SERVICES, sessionPolicy } from '../../src/aws/permissions.ts'
import { sessionName, sourceIdentity } from '../../src/aws/session-name.ts'
import { isOwnSession } from '../../src/event/own-session.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { jumpingClock } from '../backends/event-history/made-history.ts'

const PROD = '444455556666'
const HOME = '111122223333'
const ASKER = 'U00ASKER'
const HOUR = 3_600_000

describe('a session', () => {
  it('is made once, however many ask for it at the same time', async () => {
    const { fake, aws } = await opened()

    await Promise.all(['us-east-1', 'eu-central-1', 'us-west-2'].map((region) => look(aws, region)))

    expect(assumed(fake)).toHaveLength(1)
  })

  it('is for one asker and one service alone', async () => {
    const { fake, aws } = await opened()

    await look(aws, 'us-east-1', 'U00ONE')
    await look(aws, 'us-east-1', 'U00TWO')
    await aws.logs({ account: PROD, region: 'us-east-1', asker: 'U00TWO' })

    expect(assumed(fake)).toHaveLength(3)
  })

  it('is renewed shortly before it ends, and not sooner', async () => {
    const { fake, aws, clock } = await opened()

    await look(aws)
    await clock.sleep(HOUR - 6 * 60_000)
    await look(aws)
    expect(assumed(fake)).toHaveLength(1)
    await clock.sleep(2 * 60_000)
    await look(aws)

    expect(assumed(fake)).toHaveLength(2)
  })

  it('that AWS finds expired is renewed once, and the call is made again', async () => {
    const { fake, aws } = await opened()
    await look(aws)
    fake.expireSessions()

    await look(aws)

    expect(assumed(fake)).toHaveLength(2)
    expect(fake.calls.at(-1)).toMatchObject({ operation: 'LookupEvents', status: 200 })
  })

  it('that is refused is not asked for again at once, and is after a while', async () => {
    const { fake, aws, clock } = await opened({ roles: [] })

    await expect(look(aws)).rejects.toMatchObject({ name: 'AwsGap', reason: 'denied' })
    await expect(look(aws, 'eu-central-1')).rejects.toMatchObject({ name: 'AwsGap' })
    expect(assumed(fake)).toHaveLength(1)
    await clock.sleep(11_000)
    await expect(look(aws)).rejects.toMatchObject({ name: 'AwsGap' })

    expect(assumed(fake)).toHaveLength(2)
  })

  it('is waited for where STS throttles', async () => {
    const { fake, aws } = await opened()
    fake.faults.add({ service: 'sts', kind: 'throttle', times: 2 })

    await look(aws)

    expect(assumed(fake)).toHaveLength(3)
  })

  it('never says its keys in an error', async () => {
    const { aws } = await opened({ roles: [] })

    const error = await look(aws).catch((refused: unknown) => refused)

    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/ASIA|secretAccessKey|sessionToken/)
  })

  it('of an account that is not in the settings is refused without asking', async () => {
    const { fake, aws } = await opened()

    await expect(aws.cloudTrail({ account: '999988887777', region: 'us-east-1', asker: ASKER })).rejects.toThrow(
      'not in the settings',
    )
    expect(fake.calls).toEqual([])
  })

  it('for one service can use no other', async () => {
    const { fake, aws } = await opened()
    const client = await aws.logs({ account: PROD, region: 'us-east-1', asker: ASKER })
    const credentials = await client.config.credentials()
    const trail = await aws.cloudTrail({ account: PROD, region: 'us-east-1', asker: ASKER })
    const stolen = new (trail.constructor as new (config: object) => typeof trail)({
      region: 'us-east-1',
      endpoint: fake.endpoint,
      credentials,
      maxAttempts: 1,
    })

    await expect(stolen.send(new LookupEventsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

describe('names of sessions', () => {
  it('are what STS takes, whatever asks, and are known again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (asker) => {
        const name = sessionName(asker)
        expect(name).toMatch(/^[\w+=,.@-]{2,64}$/)
        expect(sourceIdentity(asker)).toMatch(/^[\w+=,.@-]{2,64}$/)
        expect(isOwnSession({ actor: { type: 'AssumedRole', sessionName: name } })).toBe(true)
      }),
    )
  })

  it('of others are not taken for ours', () => {
    for (const sessionName of ['whodid', 'Whodid-U1', 'a-whodid-U1', undefined]) {
      expect(isOwnSession({ actor: { type: 'AssumedRole', sessionName } })).toBe(false)
    }
    expect(isOwnSession({ actor: { type: 'IAMUser', sessionName: 'whodid-U1' } })).toBe(false)
  })
})

it.each(SERVICES)(
  'the session policy for %s fits, and allows nothing that changes anything of the account’s own',
  (service) => {
    const policy = sessionPolicy(service)

    expect(policy.length).toBeLessThanOrEqual(2_048)
    const actions: string[] = JSON.parse(policy).Statement.flatMap(({ Action }: { Action: string[] }) => Action)
    expect(actions.filter((action) => /\*|:(Create|Delete|Update|Modify|Tag)/.test(action))).toEqual([])
  },
)

async function opened(more: Partial<AwsOptions> = {}): Promise<{ fake: FakeAws; aws: OpenAws; clock: Clock }> {
  const clock = jumpingClock()
  const fake = await startAws({
    records: [],
    accounts: [HOME, PROD].map((id) => ({ id, alias: id })),
    roles: [{ arn: `arn:aws:iam::${PROD}:role/whodid-read`, externalId: 'made-up-id' }],
    rateLimits: false,
    clock,
    ...more,
  })
  const defaults = { regions: ['us-east-1'], role: 'whodid-read', externalId: 'made-up-id', eventHistory: true }
  const aws = makeAws({
    accounts: [makeAccount({ id: PROD }, defaults)],
    region: 'us-east-1',
    clock,
    endpoint: fake.endpoint,
    credentials: fake.credentials,
  })
  onTestFinished(async () => {
    aws.close()
    await fake.close()
  })
  return { fake, aws, clock }
}

async function look(aws: OpenAws, region = 'us-east-1', asker = ASKER): Promise<void> {
  const client = await aws.cloudTrail({ account: PROD, region, asker })
  await client.send(new LookupEventsCommand({ MaxResults: 1 }))
}

function assumed(fake: FakeAws) {
  return fake.calls.filter(({ operation }) => operation === 'AssumeRole')
}

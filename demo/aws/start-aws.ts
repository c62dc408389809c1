import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { systemClock } from '../../src/lib/clock.ts'
import { makeRandom } from '../world/random.ts'
import { makeAthena } from './athena/athena.ts'
import type { AwsCall, Problem } from './calls.ts'
import { makeCloudTrail } from './cloudtrail/cloudtrail.ts'
import { type Faults, makeFaults } from './faults.ts'
import { makeHistory } from './history.ts'
import { makeServer } from './http-server.ts'
import type { AwsOptions, Occurrence } from './options.ts'
import { makeLogs } from './logs/logs.ts'
import { makeOrganizations } from './organizations/organizations.ts'
import { makePace } from './pace.ts'
import type { Pages } from './paging.ts'
import { makePrincipals, type Principal } from './principal.ts'
import type { Ground } from './service.ts'
import { makeS3 } from './s3/s3.ts'
import { makeSts } from './sts/sts.ts'

export type FakeAws = {
  /** What SDK clients take as `endpoint`, whichever service and Region they are for. */
  readonly endpoint: string
  /** The operator's keys: those of a user in the operator's account. They open nothing but this. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly operator: { readonly arn: string; readonly account: string }
  readonly calls: readonly AwsCall[]
  readonly problems: readonly Problem[]
  readonly faults: Faults
  /** How pages are cut, from now on. */
  readonly pages: Pages
  /** The world goes on. */
  add(occurrences: Iterable<Occurrence>): void
  /** All sessions end now. */
  expireSessions(): void
  close(): Promise<void>
}

/** An AWS on this machine. README.md says what it does and what it does not. */
export async function startAws(options: AwsOptions): Promise<FakeAws> {
  const home = options.operator ?? { account: options.accounts[0]?.id ?? '', user: 'whodid' }
  if (home.account === '') throw new Error('an AWS needs at least one account')
  const random = makeRandom('aws', options.seed ?? 1)
  const problems: Problem[] = []
  const sessions: Principal[] = []
  const principals = makePrincipals(random)
  const ground: Ground = {
    options,
    clock: options.clock ?? systemClock,
    random,
    history: options.history ?? makeHistory(options.records),
    principals: {
      find: (accessKeyId) => principals.find(accessKeyId),
      issue(asked) {
        const issued = principals.issue(asked)
        if (issued.expires !== undefined) sessions.push(issued)
        return issued
      },
    },
    pages: { current: {} },
    problem: (problem) => void problems.push(problem),
  }
  const arn = `arn:aws:iam::${home.account}:user/${home.user}`
  const operator = principals.issue({ account: home.account, arn, userId: `AIDA${random.base32(17)}` })
  const calls: AwsCall[] = []
  const faults = makeFaults()
  const athena = makeAthena(ground)
  const services = [
    makeSts(ground),
    makeCloudTrail(ground),
    makeLogs(ground),
    athena,
    makeOrganizations(ground),
    makeS3(ground),
  ]
  const server = makeServer({ ground, services, faults, pace: makePace(), calls })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: operator.accessKeyId, secretAccessKey: operator.secretAccessKey },
    operator: { arn, account: home.account },
    calls,
    problems,
    faults,
    pages: ground.pages,
    add: (occurrences) => ground.history.add(occurrences),
    expireSessions() {
      for (const session of sessions) session.expires = ground.clock.now()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await athena.close()
    },
  }
}

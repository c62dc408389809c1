import { AthenaClient } from '@aws-sdk/client-athena'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { STSClient } from '@aws-sdk/client-sts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { AwsAccount } from './account.ts'
import { AwsGap } from './aws-gap.ts'
import type { Aws, Reach } from './aws.ts'
import { makeSessions, type SessionCredentials } from './credentials.ts'
import { logRefusals } from './log-refusals.ts'
import type { Service } from './permissions.ts'
import { renewExpired } from './renew-expired.ts'

export type AwsOptions = {
  readonly accounts: readonly AwsAccount[]
  /** Where STS is asked: a session is good in every Region. */
  readonly region: string
  readonly clock: Clock
  readonly sourceIdentity?: boolean
  /** Another AWS, on this machine only. */
  readonly endpoint?: string | undefined
  /** The bot's own credentials; by default those that the SDK finds. */
  readonly credentials?: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
  readonly random?: () => number
  /** Told of each call that fails; nobody where it is left out. */
  readonly log?: Log | undefined
}

export type OpenAws = Aws & {
  readonly sts: STSClient
  /** With the bot's own credentials, in the Region where Organizations is. */
  readonly organizations: OrganizationsClient
}

/**
 * To one host, which is one service in one Region: a hundred accounts that are each asked twice a second, where an answer
 * takes up to a second.
 */
const SOCKETS = 200

/** Enough for a hundred accounts in seventeen Regions; those made first go first. */
const CLIENTS_KEPT = 2_000

/**
 * Clients for every account. The SDK does not retry by itself: how often AWS is asked, and how long a question waits, is
 * decided where the answer is put together. Sockets are shared by all clients and kept within bounds.
 */
export function makeAws(options: AwsOptions): OpenAws {
  const { accounts, region, clock, endpoint, log } = options
  if (endpoint !== undefined && !isLoopback(endpoint)) throw new Error(`not an address of this machine: ${endpoint}`)
  const common = { maxAttempts: 1, userAgentAppId: 'whodid', ...(endpoint === undefined ? {} : { endpoint }) }
  const sts = new STSClient({
    ...common,
    region,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: SOCKETS },
    },
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
  })
  if (log !== undefined) logRefusals(sts, { region }, log)
  const shared = { ...common, requestHandler: sts.config.requestHandler }
  const own = sts.config.credentials
  const sessions = makeSessions({
    sts,
    clock,
    sourceIdentity: options.sourceIdentity ?? false,
    ...(options.random === undefined ? {} : { random: options.random }),
  })
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const clients = new Map<string, CloudTrailClient | CloudWatchLogsClient | AthenaClient>()

  /** A client whose requests are signed with the session of the moment, and once more where AWS finds it expired. */
  async function open<Client extends CloudTrailClient | CloudWatchLogsClient | AthenaClient>(
    make: (config: ClientConfig) => Client,
    service: Service,
    { account: id, region, asker }: Reach,
  ): Promise<Client> {
    const account = byId.get(id)
    if (account === undefined) throw new AwsGap('denied', `The account ${id} is not in the settings.`)
    if (account.roleArn === undefined)
      return keep(`${service} ${id} ${region}`, () => logged(make({ ...shared, region, credentials: own })))
    const session = { account, asker, service }
    await sessions.credentials(session)
    return keep(`${service} ${id} ${region} ${asker}`, () => {
      let last: SessionCredentials | undefined
      const credentials = async () => (last = await sessions.credentials(session))
      // Already kept by us, until shortly before they expire: the SDK would keep them by another clock.
      const client = make({ ...shared, region, credentials: Object.assign(credentials, { memoized: true }) })
      renewExpired(client, () => sessions.renew(session, last))
      return logged(client)
    })

    function logged(client: Client): Client {
      if (log !== undefined) logRefusals(client, { account: id, region }, log)
      return client
    }
  }

  function keep<Client extends CloudTrailClient | CloudWatchLogsClient | AthenaClient>(
    key: string,
    make: () => Client,
  ): Client {
    const known = clients.get(key)
    if (known !== undefined) return known as Client
    const [oldest] = clients.keys()
    if (clients.size >= CLIENTS_KEPT && oldest !== undefined) clients.delete(oldest)
    const client = make()
    clients.set(key, client)
    return client
  }

  const home = organizationsRegion(region)
  const organizations = new OrganizationsClient({ ...shared, region: home, credentials: own })
  if (log !== undefined) logRefusals(organizations, { region: home }, log)
  return {
    sts,
    organizations,
    cloudTrail: (reach) => open((config) => new CloudTrailClient(config), 'cloudtrail', reach),
    logs: (reach) => open((config) => new CloudWatchLogsClient(config), 'logs', reach),
    athena: (reach) => open((config) => new AthenaClient(config), 'athena', reach),
    close() {
      clients.clear()
      sts.destroy()
    },
  }
}

type ClientConfig = {
  readonly region: string
  readonly maxAttempts: number
  readonly userAgentAppId: string
  readonly endpoint?: string
  readonly requestHandler: STSClient['config']['requestHandler']
  readonly credentials: STSClient['config']['credentials']
}

function organizationsRegion(region: string): string {
  if (region.startsWith('us-gov-')) return 'us-gov-west-1'
  return region.startsWith('cn-') ? 'cn-northwest-1' : 'us-east-1'
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname)
}

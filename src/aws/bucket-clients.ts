import { S3Client } from '@aws-sdk/client-s3'
import { STSClient } from '@aws-sdk/client-sts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { makeSessions, type SessionCredentials } from './credentials.ts'
import { logRefusals } from './log-refusals.ts'
import { renewExpired } from './renew-expired.ts'

/** A bucket that is read from, and how. */
export type ReadBucket = {
  readonly name: string
  /** Where it is thought to be: S3 says where it is. */
  readonly region: string
  /** The ARN of the role to read it with; left out where the bot's own credentials are good for it. */
  readonly role?: string | undefined
  readonly externalId?: string | undefined
}

export type BucketOptions = {
  readonly buckets: readonly ReadBucket[]
  readonly clock: Clock
  readonly sourceIdentity?: boolean | undefined
  /** Another AWS, on this machine only. */
  readonly endpoint?: string | undefined
  /** The bot's own credentials; by default those that the SDK finds. */
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined
  readonly random?: () => number
  /** Told of each call that fails; nobody where it is left out. */
  readonly log?: Log | undefined
}

/** After whom the sessions are named: nobody asks. */
const ASKER = 'whodid'

/**
 * Clients for reading from buckets, one each, made when it is first needed; undefined for a bucket that is not among them. The
 * SDK does not retry by itself.
 */
export function makeBucketClients(options: BucketOptions): (bucket: string) => S3Client | undefined {
  const { buckets, clock, endpoint, credentials: given, random, sourceIdentity = false, log } = options
  const byName = new Map(buckets.map((bucket) => [bucket.name, bucket]))
  const clients = new Map<string, S3Client>()
  const common = {
    maxAttempts: 1,
    userAgentAppId: 'whodid',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
  }
  const region = buckets[0]?.region ?? 'us-east-1'
  const sts = new STSClient({ ...common, region, ...(given === undefined ? {} : { credentials: given }) })
  if (log !== undefined) logRefusals(sts, { region }, log)
  const sessions = makeSessions({ sts, clock, sourceIdentity, ...(random === undefined ? {} : { random }) })

  return (name) => {
    const bucket = byName.get(name)
    if (bucket === undefined) return undefined
    const known = clients.get(name)
    if (known !== undefined) return known
    const client = open(bucket)
    if (log !== undefined) logRefusals(client, { region: bucket.region }, log)
    clients.set(name, client)
    return client
  }

  function open({ region, role, externalId }: ReadBucket): S3Client {
    // A stand-in has one name for all buckets, so that theirs have to be in the path.
    const config = { ...common, region, followRegionRedirects: true, forcePathStyle: endpoint !== undefined }
    if (role === undefined) return new S3Client({ ...config, credentials: sts.config.credentials })
    const id = role.split(':')[4] ?? ''
    const account = { id, alias: undefined, regions: [], roleArn: role, externalId, eventHistory: false }
    const session = { account, asker: ASKER, service: 's3' } as const
    let last: SessionCredentials | undefined
    const credentials = async () => (last = await sessions.credentials(session))
    // Already kept by us, until shortly before they expire: the SDK would keep them by another clock.
    const client = new S3Client({ ...config, credentials: Object.assign(credentials, { memoized: true }) })
    renewExpired(client, () => sessions.renew(session, last))
    return client
  }
}

import type { Config } from './config/load.ts'
import { makeCallAws } from './lambda/call-aws.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { makePushedQueue } from './queues/pushed-queue.ts'
import { receivePushed } from './queues/receive-pushed.ts'
import type { AwsOutside } from './wire-aws.ts'
import type { JobsOpen } from './wire-jobs.ts'
import { makeTakePushed } from './wire-pushed.ts'

type Outside = { readonly clock: Clock; readonly log: Log; readonly awsCredentials?: AwsOutside['credentials'] }

/** Longer than the queue is waited for. */
const TIMEOUT_MS = 15_000

/** Takes events from the queue of the settings, with the bot's own credentials. Nothing where the settings name none. */
export async function keepPushed(
  config: Config,
  jobs: JobsOpen,
  { clock, log, awsCredentials }: Outside,
): Promise<{ stop(): Promise<void> }> {
  const { queue: url, region, buckets } = config.watches.pushed ?? { buckets: [] }
  if (url === undefined || region === undefined) {
    if (buckets.length > 0)
      log.warn({ buckets: buckets.length }, 'files are announced in no queue: watches.pushed.queue')
    return { stop: async () => undefined }
  }
  // Only its way to find credentials is wanted of the client: in the environment, a file, the machine's role.
  const { STSClient } = await import('@aws-sdk/client-sts')
  const { credentials } = new STSClient({ region, ...(awsCredentials && { credentials: awsCredentials }) }).config
  const call = makeCallAws({
    region,
    credentials: () => credentials(),
    clock,
    endpoint: new URL(url).origin,
    timeoutMs: TIMEOUT_MS,
  })
  const queue = makePushedQueue(url, (target, input) => call('sqs', target, input))
  const take = makeTakePushed(config, jobs, { clock, log, ...(awsCredentials && { awsCredentials }) })
  return receivePushed({ queue, take, clock, log })
}

import { z } from 'zod'
import { externalId, region } from './aws-schema.ts'
import { count, isLoopback, say, unique, words } from './rules.ts'

/** Requests that are signed with the bot's credentials go there: only to SQS, or to a stand-in on this machine. */
const queueUrl = z.string({ error: 'the address of a queue is expected' }).refine(isQueueUrl, {
  error: 'the address of a queue is expected, https://sqs.us-east-1.amazonaws.com/111122223333/whodid-events',
})

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = z
  .string({ error: "a bucket's name is expected" })
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: "a bucket's name is expected, such as example-cloudtrail" })

const LogBucket = z.strictObject({
  name: bucketName.meta(
    say('A bucket that a trail writes to. Only from such are announced files read.', 'example-cloudtrail'),
  ),
  prefix: words
    .max(200, { error: 'at most 200 letters' })
    .optional()
    .meta(say('What the keys of its files begin with: others are left out.', 'AWSLogs/o-abcdefghij/')),
  region: region
    .optional()
    .meta(say('The Region that the bucket is in. Without it, where S3 says that it is.', 'us-east-1')),
  role: z
    .string({ error: "a role's ARN is expected" })
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, { error: "a role's ARN is expected" })
    .optional()
    .meta(
      say(
        'The role to read it with, in the account of the bucket; deploy/pushed-files.yml makes it. Without it, the credentials of the bot itself.',
        'arn:aws:iam::444455556666:role/whodid-files',
      ),
    ),
  externalId: externalId.optional().meta(say('The external id that this role expects.', '"whodid-3f9c"')),
})

const Pushed = z
  .strictObject({
    queue: queueUrl
      .optional()
      .meta(
        say(
          'The address of an SQS queue that events are pushed into; deploy/pushed-events.yml makes it. On Lambda it is not needed.',
          'https://sqs.us-east-1.amazonaws.com/111122223333/whodid-events',
        ),
      ),
    region: region.optional().meta(say('The Region that this queue is in.', 'us-east-1')),
    buckets: z
      .array(LogBucket)
      .superRefine(unique(['name']))
      .default([])
      .meta(say('The buckets of trails whose new log files are announced in the queue.', '[]')),
  })
  .superRefine(({ queue, region: where }, context) => {
    if (queue !== undefined && where === undefined)
      context.addIssue({ code: 'custom', path: ['region'], message: 'the Region of the queue is expected' })
  })

/** How watches look, and how many there may be. */
export const Watches = z.strictObject({
  perChannel: count(1, 1_000).default(25).meta(say('How many watches a channel may have.', '25')),
  perWorkspace: count(1, 10_000).default(1_000).meta(say('How many watches a workspace may have.', '1000')),
  lookSeconds: count(10, 3_600)
    .default(120)
    .meta(say('How often each place is looked at for watches, in seconds.', '120')),
  looksAtOnce: count(1, 64).default(4).meta(say('How many places are looked at at once for watches.', '4')),
  tickSeconds: count(1, 300)
    .default(5)
    .meta(say('How often the bot looks whether there is something to look at, or to tell, in seconds.', '5')),
  pushed: Pushed.optional(),
})

function isQueueUrl(said: string): boolean {
  if (!URL.canParse(said)) return false
  const { protocol, hostname, pathname, username, password, search, hash } = new URL(said)
  if (username + password + search + hash !== '' || !/^\/\d{12}\/[\w-]{1,80}$/.test(pathname)) return false
  if (protocol === 'http:') return isLoopback(said)
  return protocol === 'https:' && /(^|\.)sqs(-fips)?\.[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(hostname)
}

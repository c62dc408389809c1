import { z } from 'zod'
import { region } from './aws-schema.ts'
import { count, isLoopback, say } from './rules.ts'

/** Requests that are signed with the bot's credentials go there: only to SQS, or to a stand-in on this machine. */
const queueUrl = z.string({ error: 'the address of a queue is expected' }).refine(isQueueUrl, {
  error: 'the address of a queue is expected, https://sqs.us-east-1.amazonaws.com/111122223333/whodid-events',
})

const Pushed = z.strictObject({
  queue: queueUrl.meta(
    say(
      'The address of an SQS queue that EventBridge puts events into; deploy/pushed-events.yml makes it.',
      'https://sqs.us-east-1.amazonaws.com/111122223333/whodid-events',
    ),
  ),
  region: region.meta(say('The Region that this queue is in.', 'us-east-1')),
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

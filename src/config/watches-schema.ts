import { z } from 'zod'
import { count, say } from './rules.ts'

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
})

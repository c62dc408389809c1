import type { Config } from './config/load.ts'
import type { SqsQueue } from './queues/sqs.ts'
import type { Processing } from './slack/deliver.ts'
import { listen } from './slack/listen.ts'
import { makeRouter } from './slack/router.ts'
import { openStoreLater, storeOf } from './stores/open-store.ts'
import { openFront } from './wire-front.ts'
import { type LambdaOutside, wireWebApi } from './wire-web-api.ts'

/** The door for clicks, forms and menus, while Slack waits: the store and Slack are asked only where a click needs them. */
export function openInteractions(config: Config, queue: SqsQueue, outside: LambdaOutside): Processing {
  const { clock, log } = outside
  const { outbox, people } = wireWebApi(config, outside)
  const store = openStoreLater(storeOf(config.store ?? {}, outside.awsCredentials), clock)
  const { front } = openFront(config, { outbox, people }, store, { clock, log })
  const router = makeRouter()
  listen(router, {
    queue,
    clock,
    log,
    // Mentions, which have to be told from the bot's own messages, are read by the worker.
    botUserId: '',
    tell: (job, text) => outbox.whisper(job.venue, job.asker, { text, blocks: [] }),
    openView: outbox.openView,
    front,
  })
  return router
}

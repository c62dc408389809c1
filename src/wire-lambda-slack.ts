import { makeLineLog } from './config/line-log.ts'
import { awsOf, type Environment, needed, withSecrets } from './lambda/environment.ts'
import { makeFrontApp } from './lambda/front-app.ts'
import { makeFrontFunction } from './lambda/front.ts'
import type { HttpEvent, HttpResult } from './lambda/http-event.ts'
import { onceWell } from './lambda/once-well.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { makeSqsQueue } from './queues/sqs.ts'
import type { AwsOutside } from './wire-aws.ts'

export type SlackOutside = {
  readonly clock: Clock
  readonly write: (line: string) => void
  /** In the place of what `write` would be given. */
  readonly log?: Log
  readonly responseOrigins?: readonly string[]
  readonly awsCredentials?: AwsOutside['credentials']
}

/** The function that verifies what Slack sends, puts it into the queue and acknowledges it. Everything else is loaded when needed. */
export function openSlackFunction(
  environment: Environment,
  { clock, write, ...outside }: SlackOutside,
): (event: HttpEvent) => Promise<HttpResult> {
  const secrets: string[] = []
  const log = outside.log ?? makeLineLog({ secrets: () => secrets, now: () => clock.now(), write })
  const call = awsOf(environment, clock)
  const queue = makeSqsQueue(needed(environment, 'WHODID_QUEUE_URL'), (input) =>
    call('sqs', 'AmazonSQS.SendMessage', input),
  )
  const signingSecret = onceWell(async () => {
    const secret = needed(await withSecrets(environment, call, ['SLACK_SIGNING_SECRET']), 'SLACK_SIGNING_SECRET')
    secrets.push(secret)
    return secret
  })
  const interactions = onceWell(async () => {
    const [{ loadConfig }, { openInteractions }, SLACK_SIGNING_SECRET, more] = await Promise.all([
      import('./config/load.ts'),
      import('./wire-lambda-front.ts'),
      signingSecret(),
      withSecrets(environment, call, ['SLACK_BOT_TOKEN', 'SLACK_CLIENT_SECRET', 'WHODID_INSTALLATION_KEY']),
    ])
    const config = loadConfig({ ...more, SLACK_SIGNING_SECRET })
    for (const secret of Object.values(config.secrets).flat()) if (secret !== undefined) secrets.push(secret)
    return openInteractions(config, queue, { clock, log, ...outside })
  })
  // Begun while the container starts, so that the first request need not wait for it.
  void signingSecret().catch(() => undefined)
  const app = makeFrontApp({ put: (sent) => queue.send(sent), now: () => clock.now(), log, interactions })
  return makeFrontFunction({ signingSecret, app, clock, log })
}

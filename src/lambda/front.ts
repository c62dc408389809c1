import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { answerRequest } from '../slack/answer-request.ts'
import type { Processing } from '../slack/deliver.ts'
import { type HttpEvent, type HttpResult, readHttpEvent, sayHttpResult } from './http-event.ts'

export type FrontSettings = {
  readonly signingSecret: () => Promise<string>
  readonly app: Processing
  readonly clock: Clock
  readonly log: Log
}

/**
 * The function that Slack waits for. It rejects never: what it cannot do is a status, which Slack reads. One argument, for
 * Lambda refuses handlers that have a callback. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function makeFrontFunction({
  signingSecret,
  app,
  clock,
  log,
}: FrontSettings): (event: HttpEvent) => Promise<HttpResult> {
  return async (event) => {
    try {
      const request = readHttpEvent(event)
      if (typeof request === 'number') return sayHttpResult({ status: request })
      return sayHttpResult(await answerRequest(app, request, { signingSecret: await signingSecret(), clock, log }))
    } catch (error) {
      log.error({ err: error }, 'a request could not be answered')
      return sayHttpResult({ status: 500 })
    }
  }
}

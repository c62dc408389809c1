import { type Demo, type DemoOptions, startDemo } from '../../demo/start-demo.ts'
import { openInLambda } from '../lambda/run-in-lambda.ts'
import type { Place } from './places.ts'

/** The bot in one of the places where it can run, between the same Slack and company. */
export async function startIn(place: Place, options: Omit<DemoOptions, 'transport' | 'run'> = {}): Promise<Demo> {
  if (place !== 'lambda') return startDemo({ ...options, transport: place })
  const lambda = await openInLambda()
  const demo = await startDemo({ ...options, transport: 'http', run: lambda.run })
  return {
    ...demo,
    async stop() {
      await demo.stop()
      await lambda.stop()
    },
  }
}

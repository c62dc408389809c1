import { startAws } from '../demo/aws/start-aws.ts'
import type { FanOut } from './fan-out.ts'
import { makeManyEvents } from './fan-out-history.ts'

/**
 * The stand-in for AWS with all its rules (signatures, credentials, two calls a second, tokens), in a process of its own: it
 * must not be slowed down by who asks it. Told what to be by its argument, it says where it is and, when asked, what it saw.
 */
const { accounts, events, spreadMs, latencyMs, until } = JSON.parse(process.argv[2] ?? '{}') as FanOut & {
  readonly until: number
}
const aws = await startAws({
  records: [],
  history: makeManyEvents(events, spreadMs, until),
  accounts: accounts.map((id) => ({ id, alias: id })),
  roles: accounts.map((id) => ({ arn: `arn:aws:iam::${id}:role/whodid-read`, externalId: 'whodid-bench' })),
})
aws.faults.add({ service: 'cloudtrail', kind: 'slow', ms: latencyMs })
let seen = 0
process.on('message', () => {
  const calls = aws.calls.slice(seen)
  seen = aws.calls.length
  const of = (name: string) => calls.filter(({ operation }) => operation === name)
  process.send?.({
    pages: of('LookupEvents').length,
    refused: calls.filter(({ error }) => error !== undefined).length,
    assumed: of('AssumeRole').length,
    problems: aws.problems.length,
    lastAt: calls.at(-1)?.at ?? 0,
  })
})
process.on('disconnect', () => process.exit())
process.send?.({ endpoint: aws.endpoint, credentials: aws.credentials })

/**
 * Loaded before the bot by `--import`: the process ends itself with SIGKILL when it comes to a point for the n-th time.
 * Points are before and after all that it does to the outside: `put jobs`, `remove jobs` and the like in its store,
 * `chat.postMessage` and the like at Slack. `WHODID_TEST_DIE_AT` holds the point and n.
 */
import process from 'node:process'
import { StatementSync } from 'node:sqlite'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

const [point, nth = 1] = JSON.parse(process.env.WHODID_TEST_DIE_AT ?? '[]') as readonly [point?: string, nth?: number]
let left = nth

function pass(moment: 'before' | 'after', what: string): void {
  if (`${moment} ${what}` !== point) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

/** What stands on a shelf: the second of its names. */
function kindOf(shelf: unknown): string | undefined {
  return typeof shelf === 'string' ? /^[^/]+\/([a-z-]+)(\/|$)/.exec(shelf)?.[1] : undefined
}

const run = Reflect.get(StatementSync.prototype, 'run')
let written = ''
StatementSync.prototype.run = function runAndPass(this: StatementSync, ...values) {
  const word = /^\s*(\w+)/.exec(this.sourceSQL)?.[1] ?? ''
  const kind = values.map(kindOf).find((one) => one !== undefined)
  const doing = word === 'DELETE' ? 'remove' : 'put'
  if (kind !== undefined) pass('before', (written = `${doing} ${kind}`))
  const done = Reflect.apply(run, this, values)
  if (written !== '' && (word === 'COMMIT' || word === 'DELETE')) {
    const what = written
    written = ''
    pass('after', what)
  }
  return done
}

type Command = {
  readonly input: {
    readonly Item?: { readonly s?: { readonly S?: string } }
    readonly Key?: { readonly s?: { readonly S?: string } }
  }
}

const send = Reflect.get(DynamoDBClient.prototype, 'send') as (...given: unknown[]) => unknown
Reflect.set(DynamoDBClient.prototype, 'send', async function sendAndPass(this: unknown, ...given: unknown[]) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the SDK's commands
  const { input, constructor } = given[0] as Command & { readonly constructor: { readonly name: string } }
  const doing = { PutItemCommand: 'put', DeleteItemCommand: 'remove' }[constructor.name]
  const what = `${doing} ${kindOf((input.Item ?? input.Key)?.s?.S)}`
  if (doing !== undefined) pass('before', what)
  const done = await Reflect.apply(send, this, given)
  if (doing !== undefined) pass('after', what)
  return done
})

const { fetch } = globalThis
globalThis.fetch = async (input, init) => {
  const method = new URL(input instanceof Request ? input.url : input).pathname.split('/').at(-1) ?? ''
  pass('before', method)
  const response = await fetch(input, init)
  pass('after', method)
  return response
}

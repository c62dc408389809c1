import { readFile } from 'node:fs/promises'
import { realClock } from '../demo/slack/clock.ts'
import { startSlack } from '../demo/slack/start-slack.ts'
import { makeAccount } from '../src/aws/account.ts'
import { makeAws } from '../src/aws/make-aws.ts'
import { Settings } from '../src/config/schema.ts'
import { systemClock } from '../src/lib/clock.ts'
import { start } from '../src/wire.ts'
import type { Asked, BotTold } from './fan-out.ts'
import { PERSON } from './fan-out-history.ts'

/** The whole bot, asked in a Slack on this machine, in a process of its own: its CPU and memory are what is measured. */
const asked = JSON.parse(process.argv[2] ?? '{}') as Asked
const { accounts, regions, endpoint, credentials } = asked
const EXTERNAL_ID = 'whodid-bench'

process.on('message', (what: 'ask' | 'credentials') => {
  void (what === 'ask' ? ask() : takeCredentials()).then((told) => process.send?.(told))
})
process.on('disconnect', () => process.exit())
const slack = await startSlack({
  manifest: await readFile(new URL('../manifest.yml', import.meta.url), 'utf8'),
  transport: 'socket',
  clock: realClock,
  rateLimits: true,
})
const settings = Settings.parse({
  slack: { mode: 'socket', apiUrl: slack.apiUrl },
  accounts: accounts.map((id, i) => ({ id, alias: `member-${i}` })),
  policy: [{ name: 'bench', everyone: true }],
  // What came before would be asked for after the answer is told: other pages than those that are measured.
  answers: { firstTimeDays: 0, throughSessions: false },
  aws: { endpoint, regions, role: 'whodid-read', externalId: EXTERNAL_ID },
})
const nothing = (): void => undefined
let healthy = nothing
const health = new Promise<void>((resolve) => (healthy = resolve))
const bot = await start(
  { ...settings, secrets: { botToken: slack.botToken, appToken: slack.appToken, signingSecret: undefined } },
  {
    clock: systemClock,
    // At its start the bot tries every place; these calls are not the question's.
    log: {
      debug: nothing,
      info: (_, said) => said === 'places were tried' && healthy(),
      warn: nothing,
      error: nothing,
    },
    awsCredentials: credentials,
    responseOrigins: [slack.url],
  },
)
await health
process.send?.('ready')

async function ask(): Promise<BotTold> {
  const [cpu, begun, heap] = [process.cpuUsage(), Date.now(), process.memoryUsage().rss]
  await slack.as('@bob').command('/whodid', `${PERSON} ${asked.hours}h via:history`)
  await bot.idle()
  const ms = Date.now() - begun
  const { user, system } = process.cpuUsage(cpu)
  const [first] = slack.state.messages
  return {
    ms,
    begunAt: begun,
    firstMs: Number(first?.ts ?? Number.NaN) * 1000 - begun,
    cpuMs: (user + system) / 1000,
    startMb: heap / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
    said: JSON.stringify([first, slack.state.ephemerals]),
  }
}

/** Clients for a hundred accounts in every Region, twice: the second time all sessions are there. */
async function takeCredentials(): Promise<BotTold> {
  const many = asked.manyAccounts.map((id) =>
    makeAccount({ id }, { regions, role: 'whodid-read', externalId: EXTERNAL_ID, eventHistory: true }),
  )
  const aws = makeAws({ accounts: many, region: 'us-east-1', clock: systemClock, endpoint, credentials })
  const all = () =>
    Promise.all(
      many.flatMap(({ id: account }) =>
        regions.map((region) => aws.cloudTrail({ account, region, asker: 'U00ASKER' })),
      ),
    )
  const begun = performance.now()
  await all()
  const between = performance.now()
  await all()
  const again = performance.now()
  aws.close()
  return { ms: between - begun, againMs: again - between }
}

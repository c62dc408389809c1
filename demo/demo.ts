import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { awsSwitches } from './aws-switches.ts'
import { jumpingClock } from './console/jumping-clock.ts'
import { startConsole } from './console/start-console.ts'
import { showChannel } from './slack/show-text.ts'
import { type Demo, startDemo } from './start-demo.ts'

/** Bob is on call tonight, and this is the channel he asks in. */
const WHO = '@bob'
const WHERE = 'C00INCIDENTS'
const FIRST = 'Alice 24h'

const once = process.argv.includes('--once')
const say = (text: string) => process.stdout.write(text)

say('Making a small company, its CloudTrail, and a Slack …\n')
const clock = jumpingClock()
const demo = await startDemo({
  clock,
  aws: true,
  // Event history is asked at AWS's own pace: a longer look back would keep whoever tries this waiting.
  firstTimeDays: 7,
  onLog: (level, data, message) => level === 'error' && say(`${message} ${JSON.stringify(data)}\n`),
})
say(
  `${demo.records.toLocaleString('en')} CloudTrail records of thirty days lie in ${demo.files.toLocaleString('en')} files.\n`,
)
const hints = ['Alice 24h', `${demo.world.incident.leakedKey} denied`, 'who changed sg-0123456789abcdef0?'].map(
  (words) => `/whodid ${words}`,
)
const page = once ? undefined : await openPage()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end())

await ask(demo, FIRST)
if (page === undefined) await end()
else await converse(page.url)

async function openPage() {
  const manifest = await readFile(new URL('../manifest.yml', import.meta.url), 'utf8')
  const prod = demo.world.accounts.find(({ alias }) => alias === 'prod')
  const switches = demo.aws === undefined || prod === undefined ? [] : awsSwitches(demo.aws, prod)
  return startConsole({ slack: demo.slack, manifest, clock, hints, switches, newest: () => demo.newest() })
}

async function converse(url: string): Promise<void> {
  say(`\nThe same Slack in your browser, on this machine only:\n\n  ${url}\n\n`)
  say(`Three things to type, there or here (Ctrl-C ends it):\n\n${hints.map((hint) => `  ${hint}\n`).join('')}\n`)
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '/whodid ' })
  lines.on('SIGINT', () => void end())
  lines.prompt()
  for await (const line of lines) {
    await ask(demo, line.trim().replace(/^\/whodid\b\s*/, ''))
    lines.prompt()
  }
  // Without a terminal to read from, the page is what there is.
}

/** Types the command as a person would, and prints what came of it. */
async function ask(asked: Demo, words: string): Promise<void> {
  const before = seen().length
  say(`\n/whodid ${words}\n`)
  const outcome = await asked.slack.as(WHO).command('/whodid', words, { channel: WHERE })
  if (outcome.kind === 'failed' || outcome.kind === 'refused') say(`${outcome.shown}\n`)
  await asked.idle()
  say(seen().slice(before))
}

function seen(): string {
  const { slack } = demo
  const width = Math.min(process.stdout.columns ?? 100, 120)
  const colour = process.stdout.isTTY
  return showChannel(slack.state, WHERE, { viewer: WHO, now: slack.clock.now(), width, colour })
}

async function end(): Promise<void> {
  await page?.close()
  await demo.stop()
  process.exit(0)
}

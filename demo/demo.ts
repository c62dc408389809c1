import { createInterface } from 'node:readline/promises'
import { showChannel } from './slack/show-text.ts'
import { type Demo, startDemo } from './start-demo.ts'

/** Bob is on call tonight, and this is the channel he asks in. */
const WHO = '@bob'
const WHERE = 'C00INCIDENTS'
const FIRST = 'Alice 24h'

const once = process.argv.includes('--once')
const say = (text: string) => process.stdout.write(text)

say('Making a small company, its CloudTrail, and a Slack …\n')
const demo = await startDemo({
  onLog: (level, data, message) => level === 'error' && say(`${message} ${JSON.stringify(data)}\n`),
})
say(
  `${demo.records.toLocaleString('en')} CloudTrail records of thirty days lie in ${demo.files.toLocaleString('en')} files; the bot is in #incidents.\n`,
)

process.once('SIGINT', () => void end())
await ask(demo, FIRST)
if (once) await end()
else await converse(demo)

async function converse({ world }: Demo): Promise<void> {
  say(`\nYou are Bob in #incidents. Three things to type (Ctrl-C ends it):
  role:ProdAdmin 24h
  ${world.incident.leakedKey} denied
  who changed sg-0123456789abcdef0\n\n`)
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '/whodid ' })
  lines.prompt()
  for await (const line of lines) {
    await ask(demo, line.trim())
    lines.prompt()
  }
  await end()
}

/** Types the command as a person would, and prints what came of it. */
async function ask({ slack, idle }: Demo, words: string): Promise<void> {
  const before = seen().length
  say(`\n/whodid ${words}\n`)
  const outcome = await slack.as(WHO).command('/whodid', words, { channel: WHERE })
  if (outcome.kind === 'failed' || outcome.kind === 'refused') say(`${outcome.shown}\n`)
  await idle()
  say(seen().slice(before))
}

function seen(): string {
  const { slack } = demo
  const width = Math.min(process.stdout.columns ?? 100, 120)
  return showChannel(slack.state, WHERE, {
    viewer: WHO,
    now: slack.clock.now(),
    width,
    colour: process.stdout.isTTY === true,
  })
}

async function end(): Promise<void> {
  await demo.stop()
  process.exit(0)
}

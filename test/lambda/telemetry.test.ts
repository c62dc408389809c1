import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { quickClock } from '../journeys/quick-clock.ts'
import { startIn } from '../journeys/start-in.ts'

let demo: Demo
let collector: Server
afterEach(async () => {
  collector.closeAllConnections()
  collector.close()
  await demo.stop()
})

it('the figures of a job are with the collector before its function returns, for nothing runs after that', async () => {
  const taken = await startWith('answers')

  await demo.slack.as('@bob').command('/whodid', 'Alice 20h')
  await demo.idle()

  const all = taken.join('\n')
  expect(all).toMatch(/"whodid\.questions"/)
  expect(all).toMatch(/"name":"whodid\.job"/)
  expect(all).toMatch(/"service\.instance\.id","value":\{"stringValue":"[\w-]{36}"/)
}, 30_000)

it('a collector that does not answer keeps no answer back, and no message in the queue', async () => {
  await startWith('hangs')

  await demo.slack.as('@bob').command('/whodid', 'Alice 20h')
  await demo.idle()

  expect(demo.slack.state.messages).not.toEqual([])
}, 30_000)

async function startWith(does: 'answers' | 'hangs'): Promise<readonly string[]> {
  const taken: string[] = []
  collector = createServer((request, response) => {
    const parts: Buffer[] = []
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        taken.push(Buffer.concat(parts).toString())
        if (does === 'answers') response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const telemetry = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  demo = await startIn('lambda', { days: 1, clock: quickClock(), firstTimeDays: 0, telemetry })
  return taken
}

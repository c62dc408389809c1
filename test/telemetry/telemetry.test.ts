import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  AggregationTemporality,
} from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import type { JobFigures } from '../../src/job/telemetry.ts'
import { makeTelemetry } from '../../src/telemetry/make-telemetry.ts'
import { startTelemetry } from '../../src/telemetry/start-telemetry.ts'
import { quickClock } from '../journeys/quick-clock.ts'

const FIGURES: JobFigures = {
  key: 'command:1',
  kind: 'ask',
  deed: 'answer',
  outcome: 'answered',
  startedAt: 1_800_000_000_000,
  endedAt: 1_800_000_002_500,
  firstMs: 900,
  events: 12,
  searches: 3,
  gaps: { denied: 2, throttled: 1 },
  bytes: 10_000_000,
  dollars: 0.000_05,
}

describe('a job', () => {
  it('is counted, timed, and told as one span with its key', async () => {
    const made = inMemory()
    const { telemetry } = made
    telemetry.job(FIGURES)
    telemetry.job({ ...FIGURES, outcome: 'failed', firstMs: undefined, gaps: {}, bytes: 0, dollars: 0 })
    telemetry.sent('rate-limited')
    telemetry.watchLag(90_000)
    telemetry.pushMissed(3)

    const all = await made.metrics()
    expect(all['whodid.questions']).toEqual([
      [{ kind: 'ask', deed: 'answer', outcome: 'answered' }, 1],
      [{ kind: 'ask', deed: 'answer', outcome: 'failed' }, 1],
    ])
    expect(all['whodid.question.first_message']).toMatchObject([[{ kind: 'ask' }, { count: 1, sum: 900 }]])
    expect(all['whodid.gaps']).toEqual([
      [{ reason: 'denied' }, 2],
      [{ reason: 'throttled' }, 1],
    ])
    expect(all['whodid.bytes_scanned']).toEqual([[{}, 10_000_000]])
    expect(all['whodid.watch.lag']).toMatchObject([[{}, { count: 1, sum: 90_000 }]])
    expect(all['whodid.push.missed']).toEqual([[{}, 3]])
    expect(all['whodid.slack.sent']).toEqual([[{ became: 'rate-limited' }, 1]])
    expect(made.spans().map(({ name, attributes, status }) => [name, attributes['whodid.key'], status.code])).toEqual([
      ['whodid.job', 'command:1', 0],
      ['whodid.job', 'command:1', 2],
    ])
  })
})

describe('in the bot, with a collector', () => {
  let demo: Demo
  let collector: Server
  const taken: { readonly path: string; readonly body: string }[] = []
  beforeAll(async () => {
    collector = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        taken.push({ path: request.url ?? '', body: Buffer.concat(parts).toString() })
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
    })
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
    const { port } = collector.address() as AddressInfo
    demo = await startDemo({ days: 2, clock: quickClock(), telemetry: `http://127.0.0.1:${port}` })
  }, 60_000)
  afterAll(() => collector.close())

  it('no metric or span holds a name, an id of a person, or a question', async () => {
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()
    await demo.stop()

    expect(taken.map(({ path }) => path).toSorted()).toEqual(['/v1/metrics', '/v1/traces'])
    const told = taken.map(({ body }) => body).join('\n')
    expect(told).toContain('whodid.question.first_message')
    expect(told).toContain('whodid.job')
    expect(told).not.toMatch(/Alice|U00BOB|arn:aws|(?<!\d)\d{12}(?!\d)|AKIA|203\.0\.113|C00/)
  })
})

it('a collector that is not there does not keep the bot from stopping', async () => {
  const open = await startTelemetry('http://127.0.0.1:9', '0.0.0', 'one')
  open.telemetry.job(FIGURES)

  await expect(open.stop()).resolves.toBeUndefined()
})

function inMemory() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meters = new MeterProvider({ readers: [reader] })
  const spans = new InMemorySpanExporter()
  const tracers = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] })
  return {
    telemetry: makeTelemetry(meters.getMeter('test'), tracers.getTracer('test')),
    spans: () => spans.getFinishedSpans(),
    async metrics(): Promise<Record<string, (readonly [object, unknown])[]>> {
      await meters.forceFlush()
      const scopes = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
      const all = scopes.flatMap(({ metrics }) => metrics)
      return Object.fromEntries(
        all.map(({ descriptor, dataPoints }) => [
          descriptor.name,
          dataPoints.map(({ attributes, value }) => [attributes, value] as const),
        ]),
      )
    },
  }
}

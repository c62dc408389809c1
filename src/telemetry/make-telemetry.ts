import { type Meter, SpanStatusCode, type Tracer } from '@opentelemetry/api'
import type { Telemetry } from '../job/telemetry.ts'

const boundaries = (seconds: readonly number[]) => ({ explicitBucketBoundaries: seconds.map((each) => each * 1_000) })
const WAITS = boundaries([0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600])
const LAGS = boundaries([10, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600, 86_400])

/** Figures as OpenTelemetry's metrics and spans. docs/operating.md has each with what to alarm on. */
export function makeTelemetry(meter: Meter, tracer: Tracer): Telemetry {
  const questions = meter.createCounter('whodid.questions', { description: 'Pieces of work that are done' })
  const duration = meter.createHistogram('whodid.question.duration', {
    unit: 'ms',
    description: 'How long they took',
    advice: WAITS,
  })
  const first = meter.createHistogram('whodid.question.first_message', {
    unit: 'ms',
    description: 'From asking to the first thing that anyone saw',
    advice: WAITS,
  })
  const gaps = meter.createCounter('whodid.gaps', { description: 'What was asked and could not be seen' })
  const bytes = meter.createCounter('whodid.bytes_scanned', {
    unit: 'By',
    description: 'What places that cost have read',
  })
  const dollars = meter.createCounter('whodid.dollars', { unit: 'USD', description: 'What that cost, as estimated' })
  const slack = meter.createCounter('whodid.slack.sent', {
    description: 'What was sent to Slack, by what became of it',
  })
  const lag = meter.createHistogram('whodid.watch.lag', {
    unit: 'ms',
    description: 'How far behind now watches have surely seen a place',
    advice: LAGS,
  })
  const missed = meter.createCounter('whodid.push.missed', {
    description: 'Events that were found by looking and not pushed',
  })
  return {
    job(figures) {
      const { kind, deed = 'none', outcome, startedAt, endedAt, firstMs } = figures
      const labels = { kind, deed, outcome }
      questions.add(1, labels)
      duration.record(endedAt - startedAt, labels)
      if (firstMs !== undefined) first.record(firstMs, { kind })
      for (const [reason, count] of Object.entries(figures.gaps)) gaps.add(count, { reason })
      if (figures.bytes > 0) bytes.add(figures.bytes)
      if (figures.dollars > 0) dollars.add(figures.dollars)
      const { key, events, searches } = figures
      const attributes = { ...labels, 'whodid.key': key, 'whodid.events': events, 'whodid.searches': searches }
      const span = tracer.startSpan('whodid.job', { startTime: startedAt, attributes })
      if (firstMs !== undefined) span.addEvent('first message', startedAt + firstMs)
      if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR })
      span.end(endedAt)
    },
    sent(became) {
      slack.add(1, { became })
    },
    watchLag(ms) {
      lag.record(ms)
    },
    pushMissed(events) {
      missed.add(events)
    },
  }
}

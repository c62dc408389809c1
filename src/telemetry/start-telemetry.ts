import { within } from '../lib/within.ts'
import type { Telemetry } from '../job/telemetry.ts'
import { makeTelemetry } from './make-telemetry.ts'

/** The packages that are needed where telemetry is on, and only there. */
export const SDK = [
  '@opentelemetry/exporter-metrics-otlp-http',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/sdk-trace',
] as const

export type TelemetryOpen = {
  readonly telemetry: Telemetry
  /** Sends what there is now, where nothing may run later. Gives up in good time, and never rejects. */
  flush(): Promise<void>
  /** Sends what is left. Never rejects: that nobody took it must not keep the bot from stopping. */
  stop(): Promise<void>
}

const EVERY_MS = 60_000
/** Retries and all: it is waited for when the bot stops. */
const TIMEOUT_MS = 3_000
/** What is not taken by then is sent the next time. */
const FLUSH_MS = 1_500

/**
 * Sends figures to an OpenTelemetry collector over OTLP/HTTP, metrics each minute. `instance` is this process alone: counts of two
 * under one name would be taken for one count that jumps. The SDK is loaded here; an error that says what to
 * install where it is not there. https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export async function startTelemetry(endpoint: string, version: string, instance: string): Promise<TelemetryOpen> {
  const [{ OTLPMetricExporter }, { OTLPTraceExporter }, { resourceFromAttributes }, metrics, traces] = await load()
  const resource = resourceFromAttributes({
    'service.name': 'whodid',
    'service.version': version,
    'service.instance.id': instance,
  })
  const at = (path: string) => ({
    url: new URL(path, endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href,
    timeoutMillis: TIMEOUT_MS,
  })
  const reader = new metrics.PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(at('v1/metrics')),
    exportIntervalMillis: EVERY_MS,
  })
  const meters = new metrics.MeterProvider({ resource, readers: [reader] })
  const tracers = new traces.TracerProvider({
    resource,
    spanProcessors: [new traces.BatchSpanProcessor({ exporter: new OTLPTraceExporter(at('v1/traces')) })],
  })
  return {
    telemetry: makeTelemetry(meters.getMeter('whodid', version), tracers.getTracer('whodid', version)),
    async flush() {
      await within(Promise.allSettled([meters.forceFlush(), tracers.forceFlush()]), FLUSH_MS)
    },
    async stop() {
      await Promise.allSettled([meters.shutdown(), tracers.shutdown()])
    },
  }
}

function load() {
  return Promise.all([
    import('@opentelemetry/exporter-metrics-otlp-http'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/sdk-trace'),
  ]).catch((cause: unknown) => {
    throw new Error(`telemetry.endpoint is set, and the packages for it are not there: npm i ${SDK.join(' ')}`, {
      cause,
    })
  })
}

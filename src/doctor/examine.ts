import { AwsGap } from '../aws/aws-gap.ts'
import { gapOf } from '../aws/errors.ts'
import type { Probe, Symptom } from './symptom.ts'

const AT_ONCE = 32

/** Tries every place. Never rejects: what goes wrong is what is asked for. */
export async function examine(probes: readonly Probe[], signal: AbortSignal): Promise<readonly Symptom[]> {
  const symptoms: Symptom[] = []
  const waiting = [...probes.entries()]
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, probe] = next
      symptoms[at] = await examineOne(probe, signal)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return symptoms
}

async function examineOne(probe: Probe, signal: AbortSignal): Promise<Symptom> {
  const { backend, place } = probe
  try {
    return { backend, place, complaint: await probe.try(signal), statement: undefined }
  } catch (error) {
    const { reason, detail } = gapOf(error, place)
    return { backend, place, complaint: detail, statement: reason === 'denied' ? mendingStatement(error) : undefined }
  }
}

/**
 * The statement that would allow what was refused. None where a policy of the organisation refuses: no role can be given
 * what that takes away.
 */
export function mendingStatement(error: unknown): string | undefined {
  const cause = error instanceof AwsGap ? error.cause : error
  const message = cause instanceof Error ? cause.message : ''
  if (/explicit deny/.test(message)) return undefined
  const action = /perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1]
  if (action === undefined) return undefined
  const resource = /on resource: (arn:[\w:/.*+=,@-]+)/.exec(message)?.[1] ?? '*'
  return JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource })
}

import type { Event } from '../event/event.ts'

/** Deeper than any real record nests; what lies below is not looked at. */
const DEEPEST = 64

/**
 * Whether an event names a resource: its ARN, id or name stands whole in `resources`, the request or the response, or is
 * the last part of an ARN there. An ARN that was asked for also finds the bare name, in calls to the ARN's own service.
 */
export function namesResource(event: Event, asked: string): boolean {
  const arn = asked.startsWith('arn:') ? asked : undefined
  const service = arn?.split(':')[2]
  const bare = arn !== undefined && event.source === `${service}.amazonaws.com` ? lastPart(arn) : undefined
  const is = (said: string) =>
    said === asked || said === bare || (said.startsWith('arn:') && arn === undefined && endsIn(said, asked))
  return (
    event.resources.some((resource) => resource.arn !== undefined && is(resource.arn)) ||
    anyText(event.request, is, 0) ||
    anyText(event.response, is, 0)
  )
}

function endsIn(arn: string, name: string): boolean {
  return lastPart(arn) === name || arn.split(':').slice(5).join(':') === name
}

function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1)
}

function anyText(value: unknown, is: (said: string) => boolean, depth: number): boolean {
  if (typeof value === 'string') return is(value)
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false
  return Object.values(value).some((item) => anyText(item, is, depth + 1))
}

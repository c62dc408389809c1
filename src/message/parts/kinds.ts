import type { Answer } from '../../answer/answer.ts'
import type { ActorKind } from '../../event/kind-of-actor.ts'
import { code, joined, type Line, line, list, type Part, say, stress, title } from '../piece.ts'
import { sayCount, sayNumber } from '../say-count.ts'

const KINDS: Readonly<Record<ActorKind, string>> = {
  console: 'a person in the console',
  cli: 'a command line',
  iac: 'infrastructure as code',
  ci: 'a CI system',
  sdk: 'a script or program',
  service: 'an AWS service',
  agent: 'an AI agent',
  unknown: 'not known',
}

/** How many calls services made with somebody's rights: nobody's clicks. No line where there were none. */
export function onBehalfParts({ onBehalf }: Answer): readonly Part[] {
  if (onBehalf === undefined) return []
  const { events, services, atLeast } = onBehalf
  const shown = services
    .slice(0, 2)
    .map(([service, times]): Line => [code(service, 60), say(services.length > 1 ? ` (${sayNumber(times)})` : '')])
  return [
    line(
      say(`Of these${atLeast ? ' at least' : ''} ${sayNumber(events)} by `),
      ...joined(shown, ', '),
      say(services.length > shown.length ? ` and ${sayNumber(services.length - shown.length)} more` : ''),
      say(' on the caller’s behalf'),
    ),
  ]
}

/** What sort of actors they were, and the field that says so. */
export function kindsParts({ kinds = [], coverage }: Answer): readonly Part[] {
  if (kinds.length === 0) return []
  return [
    title(`Kinds of actor, by what the events say${coverage.capped ? '; of the listed events' : ''}`),
    list(
      kinds.map(
        ({ kind, events, evidence }): Line => [
          stress(KINDS[kind]),
          say(`: ${sayCount(events, 'event')}`),
          ...(evidence.length === 0 ? [say(', nothing in them tells')] : [say(' · ')]),
          ...joined(
            evidence.map(([{ field, value }]): Line => [say(`${field} `), code(value === '' ? 'none' : value, 70)]),
            ', ',
          ),
        ],
      ),
    ),
  ]
}

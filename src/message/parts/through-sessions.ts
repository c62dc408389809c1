import type { Answer } from '../../answer/answer.ts'
import { line, type Part, say, stress } from '../piece.ts'
import { sayCount } from '../say-count.ts'

/** What was done through sessions that this identity opened, apart from what it did directly; nothing where it opened none. */
export function throughParts({ throughSessions }: Answer): readonly Part[] {
  if (throughSessions === undefined) return []
  const { direct, through, onlyNamed, whole } = throughSessions
  if (through.sessions + onlyNamed.sessions === 0) return []
  const least = whole ? '' : 'at least '
  return [
    line(
      stress('Directly: '),
      say(`${sayCount(direct.events, 'event')}. `),
      stress('Through sessions it opened: '),
      say(
        through.sessions === 0
          ? 'none that is proven.'
          : `${least}${sayCount(through.events, 'event')} in ${sayCount(through.sessions, 'session')}, ${sayCount(through.writes, 'change')}, ${through.denied} refused.`,
      ),
      ...(onlyNamed.sessions === 0
        ? []
        : [
            say(` Only by name: ${sayCount(onlyNamed.events, 'event')} in ${sayCount(onlyNamed.sessions, 'session')}.`),
          ]),
    ),
  ]
}

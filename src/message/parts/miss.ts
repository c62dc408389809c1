import type { Answer, Miss, MissReason } from '../../answer/answer.ts'
import { never } from '../../lib/never.ts'
import { code, joined, type Line, list, type Part, say, title } from '../piece.ts'
import { sayCount } from '../say-count.ts'

/** Why nothing was found although there may have been something, the likeliest first, with what to try. */
export function missParts(answer: Answer): readonly Part[] {
  const { miss } = answer
  if (miss === undefined) return []
  return [title('Why that may be wrong'), list(miss.reasons.map((reason) => reasonLine(reason, miss, answer)))]
}

function reasonLine(reason: MissReason, miss: Miss, { coverage }: Answer): Line {
  const name = miss.asked[0]?.value ?? ''
  switch (reason) {
    case 'gaps':
      return [
        say(
          `${sayCount(coverage.asked - coverage.answered, 'place')} of ${coverage.asked} did not answer in full: see below.`,
        ),
      ]
    case 'other-case':
      return [
        say('Names are case-sensitive in AWS. Seen with other letters: '),
        ...namesLine(miss, (seen) => seen.name.toLowerCase() === name.toLowerCase()),
        say('.'),
      ]
    case 'odd-letters':
      return [code(name), say(' has letters that no IAM name can have; some look like others. Try to type it again.')]
    case 'other-kind':
      return [say('The name was seen as something else: '), ...namesLine(miss, (seen) => seen.name === name), say('.')]
    case 'near-names':
      return [
        say('Nearest names that were seen: '),
        ...namesLine(miss, (seen) => seen.name.toLowerCase() !== name.toLowerCase()),
        say('.'),
      ]
    case 'role-asked-as-name':
      return [
        say('A bare name means an IAM user, a role session or a person signed in. A role is asked for as '),
        code(`role:${name}`),
        say('.'),
      ]
    case 'session-asked-as-user':
      return [
        say('People who sign in through Identity Center or SAML act as a role session: ask with the bare name, '),
        code(name),
        say('.'),
      ]
    case 'filters':
      return [say('All filters have to hold at once; without them there may be more.')]
    case 'delivery-delay':
      return [say('It may be too early: events take about 5 minutes to reach CloudTrail, sometimes 15 or more.')]
    case 'before-oldest':
      return [say('The places hold no event as late as the window: the trail may have ended before it, or not begun.')]
    case 'other-place':
      return [say('It may have happened in an account or a Region that is not among the places looked in.')]
    case 'data-events':
      return [
        say(
          'Reading and writing of objects, items and messages, and calls of functions, are data events: a trail logs them only if told to.',
        ),
      ]
    default:
      return never(reason)
  }
}

function namesLine({ near }: Miss, wanted: (seen: Miss['near'][number]) => boolean): Line {
  return joined(
    near
      .filter(wanted)
      .map(
        (seen): Line => [
          code(seen.by === 'role' ? `role:${seen.name}` : seen.name),
          say(` (${seen.by}, ${sayCount(seen.count, 'event')})`),
        ],
      ),
    ', ',
  )
}

import type { Answer, Refusal } from '../../answer/answer.ts'
import { code, type Line, list, type Part, say, title } from '../piece.ts'
import { actionLine, moreLine } from '../say-action.ts'
import { sayNumber } from '../say-count.ts'

/** What was refused most, with the reason; nothing where nothing was. */
export function refusalsShort(answer: Pick<Answer, 'refusals'>, most: number): readonly Part[] {
  const { refusals } = answer
  if (refusals.length === 0) return []
  const shown = refusals.slice(0, most)
  return [
    title('Refused'),
    list([
      ...shown.map((refusal) => refusalLine(refusal, 1)),
      ...moreLine(refusals.length - shown.length, 'kind of refusal', 'kinds of refusal'),
    ]),
  ]
}

function refusalLine(refusal: Refusal, targets: number): Line {
  return [...actionLine(refusal.action, targets), say(`: ${sayReasons(refusal)}`)]
}

/** `no identity policy allows it (3 of 4), explicit deny in an SCP (1 of 4)`. */
export function sayReasons({ reasons, action }: Refusal): string {
  const said = reasons.filter(([reason]) => reason !== 'reason not given')
  if (said.length === 0) return 'reason not given'
  const [only] = said
  if (only?.[1] === action.events) return only[0]
  return said.map(([reason, events]) => `${reason} (${sayNumber(events)} of ${sayNumber(action.events)})`).join(', ')
}

/** Calls that failed for other reasons than rights. */
export function failuresParts(answer: Answer, most: number): readonly Part[] {
  const { failures } = answer
  if (failures.length === 0) return []
  const shown = failures.slice(0, most)
  return [
    title('Other failures'),
    list([
      ...shown.map((action): Line => [...actionLine(action, 2), say(': '), code(action.error ?? '', 80)]),
      ...moreLine(failures.length - shown.length, 'kind of failure', 'kinds of failure'),
    ]),
  ]
}

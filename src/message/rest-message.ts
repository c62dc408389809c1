import type { AnyBlock } from '@slack/types'
import { never } from '../lib/never.ts'
import { stopButton } from './answer-buttons.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { type Line, line, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { sayCount, sayNumber } from './say-count.ts'

/** Places of a question: how many of them, and how many there are. */
type Share = { readonly places: number; readonly all: number }

/** How it stands with an answer that takes several jobs. */
export type RestSaid =
  /** `paid`: how many more are not looked in again, as that would cost more than was agreed. */
  | (Share & { readonly kind: 'goes on'; readonly paid: number })
  | (Share & { readonly kind: 'told' | 'nothing' | 'not whole' | 'stopped' | 'refused' | 'failed' })
  /** What a later part begins with. `gone`: how many are not there any more; `paid`: as above. */
  | (Share & { readonly kind: 'part'; readonly part: number; readonly gone: number; readonly paid: number })

/** A message of an answer with how it stands with the rest, right after its heading. */
export function withRest({ blocks }: Message, said: RestSaid, stopToken?: string): Message {
  const more: AnyBlock[] = [richText([line(...sayRest(said))])]
  if (stopToken !== undefined) more.push(stopButton(stopToken))
  const [heading] = blocks
  const after = heading?.type === 'header' ? 1 : 0
  return makeMessage([...blocks.slice(0, after), ...more, ...blocks.slice(after)])
}

/** A message in the thread that belongs to a later part. */
export function ofPart({ blocks }: Message, part: number): Message {
  return makeMessage([richText([line(stress(`Part ${part}`))]), ...blocks])
}

function sayRest(said: RestSaid): Line {
  const share = `${sayNumber(said.places)} of ${sayCount(said.all, 'place')}`
  switch (said.kind) {
    case 'goes on':
      return [
        stress(`This is not all yet: looking on in ${share}. `),
        say(`What they hold is told in the thread, and is not in these counts.${sayPaid(said.paid)}`),
      ]
    case 'told':
      return [
        stress(`This is part 1. `),
        say(`The other ${share} are told in the thread, and are not in these counts.`),
      ]
    case 'nothing':
      return [say(`Looked on in the other ${share}: they hold nothing more.`)]
    case 'not whole':
      return [stress(`Incomplete: `), say(`not all of the other ${share} could be looked through. See the thread.`)]
    case 'stopped':
      return [stress(`Incomplete: `), say(`stopped before the other ${share} were looked through.`)]
    case 'refused':
      return [stress(`Incomplete: `), say(`the other ${share} were not looked through: it is not allowed any more.`)]
    case 'failed':
      return [
        stress(`Incomplete: `),
        say(`the other ${share} were not looked through, as something broke. Ask again for fewer accounts or Regions.`),
      ]
    case 'part':
      return [
        stress(`Part ${said.part}: what ${share} hold. `),
        say('They are counted here from their beginning: what was told of them before is in these counts too.'),
        say(said.gone > 0 ? ` ${sayCount(said.gone, 'place')} of the rest cannot be asked any more.` : ''),
        say(sayPaid(said.paid)),
      ]
    default:
      return never(said)
  }
}

function sayPaid(paid: number): string {
  if (paid === 0) return ''
  return ` Not looked in again: ${sayCount(paid, 'place')}, as that would cost more than was agreed. Ask for less of them.`
}

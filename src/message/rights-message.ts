import type { Permit } from '../policy/permit.ts'
import { sayInWords } from '../question/say-in-words.ts'
import type { Understood } from '../question/question.ts'
import { sayWanted } from '../question/wanted.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { line, type Piece, quote, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { sayDollars } from './say-cost.ts'

/** No rule lets them. */
export function refusedMessage(detail: string): Message {
  return makeMessage([
    richText([
      line(stress('You may not ask this here. '), quote(detail, 300)),
      line(say('Whoever runs me decides that, by rules under policy in my settings.')),
    ]),
  ])
}

/** Whether someone may ask something here, by which rule, and how far. */
export function rightsMessage(about: string, { question, wanted }: Understood, permit: Permit): Message {
  const what = [sayInWords(question), sayWanted(wanted)].filter(Boolean).join(': ')
  if (permit.kind === 'refused') {
    const no = [person(about), stress(' may not ask this here: '), quote(what, 200)]
    return makeMessage([richText([line(...no), line(quote(permit.detail, 300))])])
  }
  const { grant, by, narrowed } = permit
  const also = [
    `sees ${grant.detail}`,
    grant.exports && grant.detail === 'raw' ? 'may export' : 'may not export',
    grant.watches && grant.detail !== 'counts' ? 'may set watches' : 'may not set watches',
    `spends at most ${sayDollars(grant.dollars)} a question`,
  ]
  return makeMessage([
    richText([
      line(person(about), stress(' may ask this here: '), quote(what, 200)),
      line(say('By the rule '), quote(by.join(', '), 100), say(`: ${also.join(', ')}.`)),
      ...(narrowed ? [line(say('Of these accounts alone: '), quote(grant.accounts?.join(', ') ?? '', 300))] : []),
    ]),
  ])
}

function person(id: string): Piece {
  return { kind: 'person', id }
}

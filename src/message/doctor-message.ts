import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, type Line, line, list, type Part, quote, say, title } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { sayCount } from './say-count.ts'

/** A place that was tried: what is wrong there, and the IAM statement that would mend it. */
export type Tried = {
  readonly place: string
  readonly complaint: string | undefined
  readonly statement: string | undefined
}

/** Every place with a tick, or with what is missing. */
export function doctorMessage(tried: readonly Tried[]): Message {
  return makeMessage([header('What can be asked'), richText(doctorParts(tried, 20))])
}

/** The same as parts. Places that are well are named last: whoever asks looks for those that are not. */
export function doctorParts(tried: readonly Tried[], most: number): readonly Part[] {
  const ill = tried.filter(({ complaint }) => complaint !== undefined)
  const well = tried.filter(({ complaint }) => complaint === undefined)
  if (tried.length === 0) return [line(say('There is no place to look in: none is in the settings.'))]
  return [
    line(
      say(
        ill.length === 0
          ? 'Every place can be asked.'
          : `${sayCount(ill.length, 'place')} of ${tried.length} cannot be asked as it should.`,
      ),
    ),
    ...(ill.length === 0
      ? []
      : [title('What is missing'), list([...ill.slice(0, most).map(illLine), ...rest(ill.length - most)])]),
    ...(well.length === 0
      ? []
      : [title('What works'), list([...well.slice(0, most).map(wellLine), ...rest(well.length - most)])]),
  ]
}

function illLine({ place, complaint = '', statement }: Tried): Line {
  return [
    say('✗ '),
    quote(place, 80),
    say(': '),
    quote(complaint, 300),
    ...(statement === undefined ? [] : [say(' Mended by '), code(statement, 300)]),
  ]
}

function wellLine({ place }: Tried): Line {
  return [say('✓ '), quote(place, 80)]
}

function rest(more: number): readonly Line[] {
  return more > 0 ? [[say(`and ${sayCount(more, 'more')}`.replace('mores', 'more'))]] : []
}

import { sayInstant, type Instant } from '../lib/instant.ts'
import type { Question } from '../question/question.ts'

/** `whodid-alice-20261123T0900Z-20261124T0900Z.csv`: letters, digits, dots and dashes only, whatever was asked. */
export function fileName({ terms, window }: Question, end: string): string {
  const named = terms.find(({ not, predicate }) => !not && predicate.kind === 'identity')?.predicate
  const subject = named !== undefined && 'value' in named ? slug(named.value) : ''
  return ['whodid', ...(subject === '' ? [] : [subject]), stamp(window.from), stamp(window.to)].join('-') + `.${end}`
}

/** The last part of an ARN says more than its beginning. */
function slug(value: string): string {
  const bare = value.startsWith('arn:') ? (value.split(/[:/]/).at(-1) ?? '') : value
  const letters = bare.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40)
  return letters.replace(/^-+|-+$/g, '')
}

function stamp(at: Instant): string {
  return sayInstant(at)
    .replace(/[^0-9TZ]/g, '')
    .replace(/(T\d{4})\d*Z$/, '$1Z')
}

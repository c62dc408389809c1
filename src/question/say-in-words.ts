import { never } from '../lib/never.ts'
import type { Predicate, Question, Term } from './question.ts'

/** The question as a sentence for people, without its window: `What Alice did, changes only, not in us-east-1`. */
export function sayInWords(question: Question): string {
  const wanted = question.terms.filter(({ not }) => !not)
  const unwanted = question.terms.filter(({ not }) => not)
  const people = ofKind(wanted, 'identity').map(sayPredicate)
  const parts = [people.length === 0 ? 'What anyone did' : `What ${either(people)} did`]
  for (const kind of KINDS) {
    const said = ofKind(wanted, kind).map(sayPredicate)
    if (said.length > 0) parts.push(sayKind(kind, either(said)))
  }
  for (const { predicate } of unwanted) {
    parts.push(predicate.kind === 'identity' ? `not ${sayPredicate(predicate)}` : sayUnwanted(predicate))
  }
  if (question.via !== undefined) parts.push(`${either(question.via.map((backend) => VIA[backend]))} only`)
  return parts.join(', ')
}

const VIA = {
  'log-files': 'in log files',
  'event-history': 'in event history',
  'cloudwatch-logs': 'in CloudWatch Logs',
  athena: 'in Athena',
} as const

type Kind = Exclude<Predicate['kind'], 'identity'>

const KINDS: readonly Kind[] = [
  'access',
  'outcome',
  'event',
  'source',
  'resource',
  'error',
  'type',
  'account',
  'region',
  'ip',
  'agent',
  'ref',
]

function ofKind(terms: readonly Term[], kind: Predicate['kind']): Predicate[] {
  return terms.map(({ predicate }) => predicate).filter((predicate) => predicate.kind === kind)
}

function sayUnwanted(predicate: Exclude<Predicate, { kind: 'identity' }>): string {
  if (predicate.kind === 'access' || predicate.kind === 'outcome') return `no ${sayPredicate(predicate)}`
  return `not ${sayKind(predicate.kind, sayPredicate(predicate))}`
}

function sayKind(kind: Kind, values: string): string {
  switch (kind) {
    case 'access':
    case 'outcome':
      return `${values} only`
    case 'event':
      return `calls of ${values}`
    case 'source':
      return `in the service ${values}`
    case 'resource':
      return `on ${values}`
    case 'error':
      return `failing with ${values}`
    case 'type':
      return `identity type ${values}`
    case 'account':
      return `in account ${values}`
    case 'region':
      return `in ${values}`
    case 'ip':
      return `from ${values}`
    case 'agent':
      return `with ${values} in the user agent`
    case 'ref':
      return `with ${values}`
    default:
      return never(kind)
  }
}

const NAMED = {
  name: '',
  arn: '',
  person: '',
  user: 'the user ',
  session: 'the session ',
  role: 'the role ',
  key: 'the key ',
  uniqueId: 'the id ',
  service: 'the service ',
  root: '',
} as const

function sayPredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'identity':
      if (predicate.by === 'root') return 'root'
      if (predicate.by === 'person') return `<@${predicate.value}>`
      return `${NAMED[predicate.by]}${predicate.value}${predicate.prefix ? '*' : ''}`
    case 'event':
    case 'error':
      return `${predicate.value}${predicate.prefix ? '*' : ''}`
    case 'access':
      return predicate.value === 'writes' ? 'changes' : 'reads'
    case 'outcome':
      return predicate.value === 'denied' ? 'refusals' : 'errors'
    case 'resource':
    case 'source':
    case 'type':
    case 'region':
    case 'account':
    case 'ip':
    case 'agent':
      return predicate.value
    case 'ref':
      return `${predicate.field === 'shared' ? 'shared event' : predicate.field} id ${predicate.value}`
    default:
      return never(predicate)
  }
}

function either(values: readonly string[]): string {
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`
}

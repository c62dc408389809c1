import ipaddr from 'ipaddr.js'
import { never } from '../../lib/never.ts'
import { textOfResource } from '../../question/names-resource.ts'
import type { NamedBy, Predicate, Term } from '../../question/question.ts'
import { allOf, anyOf, type Condition, fixed, isComparable, matches, none } from './condition.ts'

/** Conditions of which all are true of every row that holds for the terms; the rows are checked again when they are read. */
export function conditionsFor(terms: readonly Term[]): readonly Condition[] {
  const found: Condition[] = []
  for (const kind of RANK) {
    const wanted = terms.filter(({ not, predicate }) => !not && predicate.kind === kind)
    if (wanted.length > 0) found.push(...listed(anyOf(wanted.map(({ predicate }) => conditionOf(predicate)))))
  }
  for (const { not, predicate } of terms) {
    const condition = not ? conditionOf(predicate) : undefined
    if (condition !== undefined) found.push(...listed(none(condition)))
  }
  let values = 0
  return found.filter((condition) => {
    if (values + condition.values.length > MOST_VALUES) return false
    values += condition.values.length
    return true
  })
}

/** Athena publishes no limit; a question with more of them is asked in part, and its rows are checked here anyway. */
const MOST_VALUES = 100

/** What leaves the fewest rows comes first, so that it is asked where not all can be. */
const RANK: readonly Predicate['kind'][] = [
  'ref',
  'identity',
  'resource',
  'ip',
  'error',
  'outcome',
  'event',
  'source',
  'type',
  'agent',
  'account',
  'region',
  'access',
]

function listed(condition: Condition | undefined): readonly Condition[] {
  return condition === undefined ? [] : [condition]
}

/** errorCode, or errorMessage where there is no code, as events have it. */
const ERROR = "coalesce(nullif(errorcode, ''), nullif(errormessage, ''))"

/** What is true of the row of every event for which the predicate holds; undefined where SQL can't say. */
export function conditionOf(predicate: Predicate): Condition | undefined {
  switch (predicate.kind) {
    case 'identity':
      return identityCondition(predicate.by, predicate.value, predicate.prefix)
    case 'resource':
      return resourceCondition(predicate.value)
    case 'event':
      return matches('eventname', predicate.value, predicate.prefix)
    case 'source':
      return matches('eventsource', predicate.value, false)
    case 'error':
      return matches(ERROR, predicate.value, predicate.prefix)
    case 'outcome':
      return predicate.value === 'errors'
        ? fixed("nullif(errorcode, '') IS NOT NULL")
        : fixed(`${ERROR} IS NOT NULL`, false)
    case 'access':
      return predicate.value === 'reads' ? fixed(READ_ONLY) : none(fixed(READ_ONLY))
    case 'type':
      return matches('useridentity.type', predicate.value, false)
    case 'region':
      return matches('awsregion', predicate.value, false)
    case 'account':
      return matches('recipientaccountid', predicate.value, false)
    case 'ip':
      return addressCondition(predicate.value)
    case 'agent':
      return agentCondition(predicate.value)
    case 'ref':
      return predicate.value.startsWith('sha256:') ? undefined : matches(REFS[predicate.field], predicate.value, false)
    default:
      return never(predicate)
  }
}

const REFS = { event: 'eventid', request: 'requestid', shared: 'sharedeventid' } as const

/** readOnly is text in the table. */
const READ_ONLY = "lower(readonly) = 'true'"

const ISSUER = 'useridentity.sessioncontext.sessionissuer'

/** What follows the last slash of an assumed role's ARN, or else the colon of its principalId: as in events. */
const SESSION = `CASE
    WHEN useridentity.type = 'AssumedRole' AND strpos(substr(useridentity.arn, 2), '/') > 0
      THEN regexp_extract(useridentity.arn, '[^/]*$')
    WHEN useridentity.type = 'AssumedRole' AND strpos(useridentity.principalid, ':') > 1
      THEN substr(useridentity.principalid, strpos(useridentity.principalid, ':') + 1)
  END`

const SERVICE = "coalesce(nullif(useridentity.invokedby, ''), nullif(sourceipaddress, ''))"

function identityCondition(by: NamedBy, value: string, prefix: boolean): Condition | undefined {
  const match = (column: string): Condition | undefined => matches(column, value, prefix)
  switch (by) {
    case 'name':
      return anyOf([
        allOf([fixed("coalesce(useridentity.type, '') <> 'Root'"), match('useridentity.username')]),
        match(SESSION),
      ])
    case 'user':
      return allOf([fixed("useridentity.type = 'IAMUser'"), match('useridentity.username')])
    case 'session':
      return match(SESSION)
    case 'role':
      return ofRole(match(`${ISSUER}.username`))
    case 'arn':
      return anyOf([match('useridentity.arn'), ofRole(match(`${ISSUER}.arn`)), ...sessionsOf(value)])
    case 'key':
      return match('useridentity.accesskeyid')
    case 'uniqueId':
      return anyOf([
        match("split_part(useridentity.principalid, ':', 1)"),
        ofRole(match(`${ISSUER}.principalid`)),
        match('useridentity.onbehalfof.userid'),
      ])
    case 'service':
      return allOf([fixed("coalesce(useridentity.type, '') IN ('', 'AWSService')"), match(SERVICE)])
    case 'root':
      return fixed("useridentity.type = 'Root'")
    case 'person':
      return undefined
    default:
      return never(by)
  }
}

/** Where the value can't be asked, "a session of some role" alone would still be worth asking. */
function ofRole(condition: Condition | undefined): Condition | undefined {
  return allOf([fixed(`${ISSUER}.type = 'Role'`), condition])
}

function sessionsOf(arn: string): readonly (Condition | undefined)[] {
  return /:assumed-role\/[^/]+$/.test(arn) ? [matches('useridentity.arn', `${arn}/`, true)] : []
}

/** Characters that no JSON writer escapes, so that they stand in the text of a column as they do in the value. */
const AS_WRITTEN = /[A-Za-z0-9 _.:@,*()-]+/g

/**
 * Resources, request and response are searched as text for the longest piece of the name that is written the same
 * everywhere: wider than the question, which goes by whole names.
 */
function resourceCondition(asked: string): Condition | undefined {
  const pieces = (textOfResource(asked).match(AS_WRITTEN) ?? []).map((piece) => piece.slice(0, LONGEST_PIECE))
  const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '')
  if (longest === '') return undefined
  const columns = ['json_format(CAST(resources AS JSON))', 'requestparameters', 'responseelements']
  return {
    sql: `(${columns.map((column) => `strpos(${column}, ?) > 0`).join(' OR ')})`,
    values: columns.map(() => longest),
    exact: false,
  }
}

const LONGEST_PIECE = 500

/** IPv6 has many spellings, so that any of its addresses may be meant; a block of IPv4 by its whole numbers. */
function addressCondition(value: string): Condition | undefined {
  if (value.includes('/') && ipaddr.isValidCIDR(value)) {
    const [block, bits] = ipaddr.parseCIDR(value)
    if (block.kind() === 'ipv6') return fixed("strpos(sourceipaddress, ':') > 0", false)
    const whole = block
      .toString()
      .split('.')
      .slice(0, Math.floor(bits / 8))
    if (whole.length === 0) return fixed("strpos(sourceipaddress, '.') > 0", false)
    const begins = whole.length === 4 ? whole.join('.') : `${whole.join('.')}.`
    return { sql: 'starts_with(sourceipaddress, ?)', values: [begins], exact: false }
  }
  if (ipaddr.isValid(value) && value.includes(':')) return fixed("strpos(sourceipaddress, ':') > 0", false)
  return matches('sourceipaddress', value, false)
}

/** Letter case of other alphabets is not the same in every language, so only ASCII is asked. */
function agentCondition(value: string): Condition | undefined {
  if (!isComparable(value) || !/^[ -~]+$/.test(value)) return undefined
  return { sql: 'strpos(lower(useragent), ?) > 0', values: [value.toLowerCase().slice(0, LONGEST_PIECE)], exact: false }
}

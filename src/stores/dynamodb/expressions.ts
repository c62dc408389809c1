import type { Range, Shelf } from '../rows.ts'
import { LAST, spell, spellShelf } from '../spell.ts'

/** The index by rank. It is a local one: only those can be read strongly consistent. deploy/store.yml makes it. */
const BY_RANK = 'by-rank'

/** The first text there is, as DynamoDB takes no empty one in a key. `spell` leaves no NUL. */
const FIRST = '\u0001'

const STANDING = '(attribute_not_exists(#ttl) OR #ttl > :now)'

/** A shelf's rows in the range, both ends included: the one that it starts after may be among them. */
export function rangeOf(shelf: Shelf, { by = 'key', prefix = '', after, backwards = false }: Range) {
  const start = spell(prefix)
  const past = after === undefined ? undefined : spell(after)
  const from = backwards || past === undefined || past < start ? start : past
  const to = backwards && past !== undefined && past < start + LAST ? past : start + LAST
  if (to < from || to === '') return undefined
  return {
    ...(by === 'rank' && { IndexName: BY_RANK }),
    ScanIndexForward: !backwards,
    KeyConditionExpression: '#s = :s AND #by BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#s': 's', '#by': by === 'rank' ? 'r' : 'k' },
    ExpressionAttributeValues: { ':s': { S: spellShelf(shelf) }, ':from': { S: from || FIRST }, ':to': { S: to } },
  }
}

/** What has to hold for a write: a version, 0 for no row, or `stands` for any row that isn't over. */
export function conditionOf(was: number | 'stands', now: number) {
  const seconds = { ':now': { N: String(Math.floor(now / 1000)) } }
  if (was === 0) {
    return {
      ConditionExpression: 'attribute_not_exists(#s) OR #ttl <= :now',
      ExpressionAttributeNames: { '#s': 's', '#ttl': 'ttl' },
      ExpressionAttributeValues: seconds,
    }
  }
  if (was === 'stands') {
    return {
      ConditionExpression: `attribute_exists(#s) AND ${STANDING}`,
      ExpressionAttributeNames: { '#s': 's', '#ttl': 'ttl' },
      ExpressionAttributeValues: seconds,
    }
  }
  return {
    ConditionExpression: `#v = :was AND ${STANDING}`,
    ExpressionAttributeNames: { '#v': 'v', '#ttl': 'ttl' },
    ExpressionAttributeValues: { ...seconds, ':was': { N: String(was) } },
  }
}

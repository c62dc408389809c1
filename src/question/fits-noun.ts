/** What an id's beginning, or the parts of an ARN, say of what it is. */
const SORTS: readonly (readonly [noun: string, shape: RegExp])[] = [
  ['bucket', /^arn:aws[a-z-]*:s3:|^s3:\/\//],
  ['object', /^arn:aws[a-z-]*:s3:.*\/|^s3:\/\/|\//],
  ['file', /^arn:aws[a-z-]*:s3:.*\/|^s3:\/\/|\//],
  ['instance', /^i-|:instance\/|:db:/],
  ['group', /^sg-|:security-group\/|:group\/|:log-group:/],
  ['security group', /^sg-|:security-group\//],
  ['volume', /^vol-|:volume\//],
  ['snapshot', /^snap-|:snapshot[/:]/],
  ['vpc', /^vpc-|:vpc\//],
  ['subnet', /^subnet-|:subnet\//],
  ['role', /:role\/|:assumed-role\//],
  ['user', /:user\//],
  ['key', /:key\/|^key-|^AKIA|^ASIA|^[0-9a-f]{8}-/],
  ['session', /:assumed-role\//],
  ['function', /:function:/],
  ['table', /:table\//],
  ['secret', /:secret:/],
  ['trail', /:trail\//],
  ['policy', /:policy\//],
  ['stack', /:stack\//],
  ['cluster', /:cluster[/:]/],
  ['database', /:db:|:cluster:/],
  ['queue', /:sqs:|^https:\/\/(?:sqs|queue)\./],
  ['topic', /:sns:/],
]

/** An id or an ARN says what it is; a name may be anything. */
const SAYS_SORT = /^(?:arn:|s3:\/\/|https:\/\/|[a-z]{1,8}-[0-9a-f]{8,17}$)/

/** Whether a resource may be called so: `sg-0123…` is no bucket, `my-bucket` may be. */
export function fitsNoun(value: string, noun: string | undefined): boolean {
  if (noun === undefined || !SAYS_SORT.test(value)) return true
  const shape = SORTS.find(([name]) => name === noun)?.[1]
  return shape === undefined || shape.test(value)
}

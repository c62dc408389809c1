/** An IAM policy, as far as this stand-in reads one. What it does not read makes a policy malformed, never wider. */
export type PolicyDocument = { readonly Version?: string; readonly Statement: Statement | readonly Statement[] }
type OneOrMore = string | readonly string[]
type Statement = {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: OneOrMore
  readonly Resource: OneOrMore
  /** Only `StringEquals` and `StringLike` on `aws:RequestedRegion` are understood. */
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: OneOrMore } }
}

export type Wanted = { readonly action: string; readonly resource: string; readonly region: string }

const CONDITIONS = new Set(['StringEquals', 'StringLike'])

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function judge(policies: readonly PolicyDocument[], wanted: Wanted): 'allow' | 'deny' | 'neither' {
  const applying = policies.flatMap((policy) => list(policy.Statement)).filter((each) => applies(each, wanted))
  if (applying.some((statement) => statement.Effect === 'Deny')) return 'deny'
  return applying.length > 0 ? 'allow' : 'neither'
}

/** Reads what AssumeRole was given as Policy: undefined where it is not one. */
export function readPolicy(text: string): PolicyDocument | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(value) || !('Statement' in value)) return undefined
  if ('Version' in value && value['Version'] !== '2012-10-17' && value['Version'] !== '2008-10-17') return undefined
  const statements = Array.isArray(value['Statement']) ? value['Statement'] : [value['Statement']]
  return statements.length > 0 && statements.every(isStatement) ? (value as unknown as PolicyDocument) : undefined
}

function isStatement(value: unknown): boolean {
  if (!isObject(value)) return false
  const known = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition'])
  if (Object.keys(value).some((key) => !known.has(key))) return false
  if (value['Effect'] !== 'Allow' && value['Effect'] !== 'Deny') return false
  if (!isOneOrMore(value['Action'], /^(\*|[a-z0-9-]+:[A-Za-z*?]+)$/)) return false
  if (!isOneOrMore(value['Resource'], /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+)$/)) return false
  const condition = value['Condition']
  if (condition === undefined) return true
  if (!isObject(condition) || Object.keys(condition).some((operator) => !CONDITIONS.has(operator))) return false
  return Object.values(condition).every(
    (keys) => isObject(keys) && Object.entries(keys).every(([k, v]) => k === 'aws:RequestedRegion' && isOneOrMore(v)),
  )
}

function applies(statement: Statement, wanted: Wanted): boolean {
  if (!list(statement.Action).some((action) => like(action.toLowerCase(), wanted.action.toLowerCase()))) return false
  if (!list(statement.Resource).some((resource) => like(resource, wanted.resource))) return false
  return Object.values(statement.Condition ?? {}).every((keys) =>
    Object.values(keys).every((values) => list(values).some((value) => like(value, wanted.region))),
  )
}

/** `*` and `?` as IAM has them. */
export function like(pattern: string, text: string): boolean {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|]/g, (char) =>
    char === '*' ? '[^]*' : char === '?' ? '[^]' : `\\${char}`,
  )
  return new RegExp(`^${source}$`).test(text)
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T]
}

function isOneOrMore(value: unknown, form: RegExp = /./): boolean {
  const all = Array.isArray(value) ? value : [value]
  return all.length > 0 && all.every((each) => typeof each === 'string' && form.test(each))
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

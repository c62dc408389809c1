import type { Question, Term } from '../question/question.ts'

/**
 * Services that leave their events in us-east-1 only, since November 2021 (other partitions differ). STS and sign-in are not among
 * them: their regional endpoints are recorded in their own Region.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-cli.html
 */
const GLOBAL: ReadonlySet<string> = new Set([
  'iam.amazonaws.com',
  'cloudfront.amazonaws.com',
  'organizations.amazonaws.com',
])

/** Whether a Region could hold anything for the question. True where that is not sure. */
export function mayHoldRegion(question: Question, region: string): boolean {
  if (!mayHold(question.terms, 'region', region)) return false
  const sources = question.terms.flatMap(({ not, predicate }) =>
    !not && predicate.kind === 'source' ? [predicate.value] : [],
  )
  const onlyGlobal = sources.length > 0 && sources.every((source) => GLOBAL.has(source))
  return !onlyGlobal || region === 'us-east-1' || /^(cn|us-gov|us-iso\w*|eusc)-/.test(region)
}

/** Whether an account could hold anything for the question. */
export function mayHoldAccount(question: Pick<Question, 'terms'>, account: string): boolean {
  return mayHold(question.terms, 'account', account)
}

function mayHold(terms: readonly Term[], kind: 'region' | 'account', value: string): boolean {
  const named = terms.filter(({ predicate }) => predicate.kind === kind)
  const wanted = named.filter(({ not }) => !not)
  const is = ({ predicate }: Term) => 'value' in predicate && predicate.value === value
  return (wanted.length === 0 || wanted.some(is)) && !named.some((term) => term.not && is(term))
}

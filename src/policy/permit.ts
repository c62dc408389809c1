import { never } from '../lib/never.ts'
import type { Predicate, Question } from '../question/question.ts'
import type { Wanted } from '../question/wanted.ts'
import { type Detail, DETAILS, type Grant, type IdentityKind, type Rule, type Where, type Who } from './policy.ts'

export type Permit =
  | {
      readonly kind: 'allowed'
      /** The rules that let it pass, by name. */
      readonly by: readonly string[]
      readonly grant: Grant
      /** The question, narrowed to the accounts that may be asked. */
      readonly question: Question
      /** It was narrowed: an answer has to say so. */
      readonly narrowed: boolean
    }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly detail: string }

export type Refusal =
  | 'standing'
  | 'unknown-person'
  | 'shared'
  | 'no-rule'
  | 'accounts'
  | 'identities'
  | 'detail'
  | 'exports'
  | 'watches'

/** What is to be done with a question. A watch is an answer that is given again and again; the doctor's report asks none. */
export type Deed = Wanted | { readonly kind: 'watch' | 'doctor' }

/**
 * Whether someone may ask this here. Nothing is allowed that no rule allows. Where several rules are about someone, each
 * is tried by itself, in order: what one forbids another may allow, but no two are added up.
 */
export function permit(who: Who, where: Where, question: Question, deed: Deed, rules: readonly Rule[]): Permit {
  const never = refuseStanding(who) ?? refuseShared(where)
  if (never !== undefined) return never
  const mine = rules.filter((rule) => isAbout(rule, who, where))
  if (mine.length === 0) return refused('no-rule', 'No rule lets you ask here.')
  let first: Permit | undefined
  for (const rule of mine) {
    const permitted = tryRule(rule, question, deed)
    if (permitted.kind === 'allowed') return permitted
    first ??= permitted
  }
  return first ?? refused('no-rule', 'No rule lets you ask here.')
}

function refuseStanding({ standing }: Who): Permit | undefined {
  switch (standing) {
    case 'member':
      return undefined
    case undefined:
      return refused('unknown-person', 'Slack does not tell who you are, so I cannot tell what you may ask.')
    case 'guest':
      return refused('standing', 'Guests of this workspace may not ask.')
    case 'stranger':
      return refused('standing', 'People of other workspaces may not ask.')
    case 'bot':
      return refused('standing', 'Bots may not ask.')
    case 'deactivated':
      return refused('standing', 'This account is deactivated.')
    default:
      return never(standing)
  }
}

function refuseShared({ shared }: Where): Permit | undefined {
  if (shared === 'yes')
    return refused(
      'shared',
      'This channel is shared with another company, so nothing is told here. Ask in another channel, or in a direct message.',
    )
  if (shared === 'unknown')
    return refused('shared', 'Slack does not tell whether strangers read this channel. Ask again in a minute.')
  return undefined
}

/** Whether a rule is about this person here. */
export function isAbout(rule: Rule, who: Who, where: Where): boolean {
  const here =
    rule.channels === undefined ||
    rule.channels.includes(where.channel) ||
    (where.direct && rule.channels.includes('dm'))
  const them =
    rule.everyone || rule.people.includes(who.person) || rule.groups.some((group) => who.groups.includes(group))
  return here && them
}

function tryRule(rule: Rule, question: Question, deed: Deed): Permit {
  const { may } = rule
  if (deed.kind === 'doctor') return { kind: 'allowed', by: [rule.name], grant: may, question, narrowed: false }
  const kinds = kindsOf(question)
  const missing = may.identities && kinds.filter((kind) => !may.identities?.includes(kind))
  if (missing !== undefined && missing.length > 0)
    return refused(
      'identities',
      `You may ask here about ${(may.identities ?? []).join(', ')}, not about ${missing.join(', ')}.`,
    )
  const needed = detailOf(deed)
  if (DETAILS.indexOf(may.detail) < DETAILS.indexOf(needed))
    return refused('detail', `You may see ${TOLD[may.detail]} here, not ${TOLD[needed]}.`)
  if (deed.kind === 'export' && !may.exports) return refused('exports', 'You may not export here.')
  if (deed.kind === 'watch' && !may.watches) return refused('watches', 'You may not set watches here.')
  const narrow = narrowed(question, may.accounts)
  if (narrow === undefined)
    return refused('accounts', `You may ask here about the accounts ${(may.accounts ?? []).join(', ')} alone.`)
  return { kind: 'allowed', by: [rule.name], grant: may, question: narrow, narrowed: narrow !== question }
}

const TOLD: { readonly [detail in Detail]: string } = { counts: 'counts', events: 'events', raw: 'whole records' }

function detailOf(deed: Deed): Detail {
  if (deed.kind === 'events' || deed.kind === 'behind' || deed.kind === 'watch') return 'events'
  if (deed.kind === 'event' || deed.kind === 'export') return 'raw'
  return 'counts'
}

/** The kinds of identity that a question is about; anyone is all of them. */
export function kindsOf(question: Question): readonly IdentityKind[] {
  const asked = question.terms.filter(({ not }) => !not).map(({ predicate }) => predicate)
  const named = asked.filter((predicate) => predicate.kind === 'identity')
  if (named.length === 0) return ['people', 'roles', 'services', 'root']
  return [...new Set(named.flatMap(kindsOfName))]
}

function kindsOfName(predicate: Extract<Predicate, { kind: 'identity' }>): readonly IdentityKind[] {
  switch (predicate.by) {
    case 'root':
      return ['root']
    case 'service':
      return ['services']
    case 'role':
      return ['roles']
    case 'user':
    case 'person':
      return ['people']
    case 'arn':
      return kindsOfArn(predicate.value)
    case 'name':
    case 'session':
      // Any of these may turn out to be a person's or a role's.
      return ['people', 'roles']
    case 'key':
      // Root signs in and has keys like anybody.
      return PEOPLE_ROLES_ROOT
    case 'uniqueId':
      // Root's is the id of its account.
      return /^(?:AIDA|AROA)|-/.test(predicate.value) ? ['people', 'roles'] : PEOPLE_ROLES_ROOT
    default:
      return never(predicate.by)
  }
}

const PEOPLE_ROLES_ROOT: readonly IdentityKind[] = ['people', 'roles', 'root']

const KINDS_OF_ARN: readonly (readonly [form: RegExp, kind: IdentityKind])[] = [
  [/^arn:[^:]*:iam::[^:]*:user\//, 'people'],
  [/^arn:[^:]*:sts::[^:]*:federated-user\//, 'people'],
  [/^arn:[^:]*:iam::[^:]*:role\//, 'roles'],
  [/^arn:[^:]*:sts::[^:]*:assumed-role\//, 'roles'],
  [/^arn:[^:]*:iam::[^:]*:root$/, 'root'],
]

/** A beginning, such as `arn:aws:iam::`, may go on as any of them. */
function kindsOfArn(arn: string): readonly IdentityKind[] {
  const known = KINDS_OF_ARN.find(([form]) => form.test(arn))
  return known === undefined ? PEOPLE_ROLES_ROOT : [known[1]]
}

/** The question, of the allowed accounts alone; undefined where it asks for none of them. The same object where nothing changes. */
function narrowed(question: Question, accounts: readonly string[] | undefined): Question | undefined {
  if (accounts === undefined) return question
  const asked = question.terms.flatMap(({ not, predicate }) =>
    !not && predicate.kind === 'account' ? [predicate.value] : [],
  )
  const left = asked.length === 0 ? accounts : asked.filter((id) => accounts.includes(id))
  if (left.length === 0) return undefined
  if (asked.length > 0 && left.length === asked.length) return question
  const others = question.terms.filter(({ not, predicate }) => not || predicate.kind !== 'account')
  const only = left.map((value) => ({ not: false, predicate: { kind: 'account', value } as const }))
  return { ...question, terms: [...others, ...only] }
}

function refused(reason: Refusal, detail: string): Permit {
  return { kind: 'refused', reason, detail }
}

import type { Evidence } from '../find/finding.ts'
import type { Instant } from '../lib/instant.ts'
import type { Question } from '../question/question.ts'
import { activityOf } from './activity.ts'
import type { Answer, Counted, Identity, OtherClass } from './answer.ts'
import { countedBy } from './counted.ts'
import { coverageOf } from './coverage.ts'
import { entriesOf, isEntry, isSignIn } from './entries.ts'
import { kindsOf, onBehalfOf } from './kinds.ts'
import { latestOf } from './latest.ts'
import { missOf } from './miss.ts'
import { originsOf } from './origins.ts'
import { readsOf } from './reads.ts'
import { refusalsOf } from './refusals.ts'
import { resourceStoryOf } from './resource-story.ts'
import { standOutGroups } from './stand-out-groups.ts'
import { isClaimed, makeTellActor } from './tell-actor.ts'
import { timelineOf } from './timeline.ts'
import { joinTwins } from './twins.ts'

export type AnswerInput = {
  readonly question: Question
  readonly evidence: Evidence
  /** Account ids with their aliases, as configured. */
  readonly accounts: readonly { readonly id: string; readonly alias: string | undefined }[]
  /** IANA zone of the asker. */
  readonly zone: string
  readonly askedAt: Instant
  /** The plan in words, for the coverage. */
  readonly plan?: string | undefined
  /** Classes besides management events that the places are known to hold. */
  readonly classes?: readonly OtherClass[]
}

/** What the evidence means. Pure, and the same whatever the order of events, pages and copies was. */
export function makeAnswer(input: AnswerInput): Answer {
  const { question, evidence, zone, askedAt } = input
  const { totals } = evidence
  const alias = new Map(input.accounts.map((account) => [account.id, account.alias]))
  const actions = joinTwins(evidence.events)
  const tell = makeTellActor(evidence.events, alias)
  const who = countedBy(totals, 'actor', alias).map((count) => identityOf(count, tell(count.value)))
  const standsOut = standOutGroups(actions, evidence, tell)
  const coverage = coverageOf(evidence, { alias, askedAt, question, classes: input.classes ?? [], plan: input.plan })
  const worked = totals.actions.filter((action) => action.error === undefined)
  const entered = worked.filter(isEntry)
  const changes = worked.filter((action) => action.write && !isEntry(action))
  const reads = worked.filter((action) => !action.write && !isEntry(action))
  return {
    question,
    zone,
    askedAt,
    headline: {
      events: totals.events,
      changes: sum(changes),
      refusals: totals.denied,
      failures: totals.errors - totals.denied,
      reads: sum(reads),
      signIns: sum(entered.filter(isSignIn)),
      roles: sum(entered.filter((action) => !isSignIn(action))),
      first: totals.first,
      last: totals.last,
      accounts: countedBy(totals, 'account', alias),
      regions: countedBy(totals, 'region', alias),
    },
    who,
    ambiguous: isAmbiguous(question, who.length + (totals.rest?.actor?.values ?? 0)),
    standsOut,
    changes,
    refusals: refusalsOf(actions, totals.actions),
    failures: totals.actions.filter((action) => action.error !== undefined && !action.refused),
    entries: entriesOf(actions, tell),
    latest: latestOf(actions, tell),
    origins: originsOf(totals, alias),
    ...(totals.rest === undefined ? {} : { rest: totals.rest }),
    reads: readsOf(actions, reads, evidence.capped, tell),
    activity: activityOf(totals, question.window, zone),
    kinds: kindsOf(actions),
    onBehalf: onBehalfOf(actions, evidence.capped),
    resource: resourceStoryOf(question, actions, evidence.capped, tell),
    timeline: timelineOf(actions, evidence.capped, tell),
    coverage,
    miss: totals.events === 0 ? missOf(question, evidence.near, coverage) : undefined,
  }
}

function identityOf({ value, events, writes, denied, first, last }: Counted, told: string): Identity {
  return { value, told, claimed: isClaimed(told), events, writes, denied, first, last }
}

/** A name is one name, and people take it for one person: more identities than names were asked for must be said. */
function isAmbiguous(question: Question, identities: number): boolean {
  const asked = question.terms.filter(({ not, predicate }) => !not && predicate.kind === 'identity')
  const names = asked.filter(
    ({ predicate }) => predicate.kind === 'identity' && !predicate.prefix && NAMES.includes(predicate.by),
  )
  return names.length > 0 && names.length === asked.length && identities > names.length
}

const NAMES: readonly string[] = ['name', 'user', 'session', 'person']

function sum(actions: readonly { readonly events: number }[]): number {
  return actions.reduce((total, action) => total + action.events, 0)
}

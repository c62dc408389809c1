import type { Picked } from './pick-out.ts'
import type { Predicate, Question, Term, Window } from './question.ts'
import type { Wanted } from './wanted.ts'

/** What a button under an offer asks of its question: an action of `actionWords`. */
export type OfferAction = 'ask' | 'behind' | 'events' | 'only-refusals' | 'everything'

/** One thing that a message names, and what can be asked about it. */
export type Offer = {
  readonly kind: 'event' | 'who' | 'thing' | 'address' | 'request' | 'call' | 'account'
  /** As the message has it. */
  readonly about: string
  readonly question: Question
  readonly wanted: Wanted
  /** The most useful first. */
  readonly actions: readonly OfferAction[]
}

const MOST = 10

/** Questions about what a message names, the most useful first: one event, who acted, what was touched, from where. */
export function makeOffers(picked: Picked): readonly Offer[] {
  const { window, refused } = picked
  const answer: Wanted = { kind: 'answer' }
  const offers: Offer[] = [
    ...picked.refs
      .filter(({ field }) => field !== 'request')
      .map(
        (ref): Offer => ({
          kind: 'event',
          about: ref.value,
          question: asking(window, ref),
          wanted: { kind: 'event' },
          actions: ['ask'],
        }),
      ),
    ...picked.who
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .map(
        (who): Offer => ({
          kind: 'who',
          about: who.value,
          question: asking(window, who),
          wanted: answer,
          actions: actionsOf(refused),
        }),
      ),
    ...picked.things.map(
      (value): Offer => ({
        kind: 'thing',
        about: value,
        question: asking(window, { kind: 'resource', value }, { kind: 'access', value: 'writes' }),
        wanted: answer,
        actions: ['ask', 'everything', ...(refused ? (['only-refusals'] as const) : [])],
      }),
    ),
    ...picked.addresses.map(
      (value): Offer => ({
        kind: 'address',
        about: value,
        question: asking(window, { kind: 'ip', value }),
        wanted: answer,
        actions: ['ask', 'behind'],
      }),
    ),
    ...picked.refs
      .filter(({ field }) => field === 'request')
      .map(
        (ref): Offer => ({
          kind: 'request',
          about: ref.value,
          question: asking(window, ref),
          wanted: answer,
          actions: ['ask'],
        }),
      ),
    ...picked.events.map(
      (value): Offer => ({
        kind: 'call',
        about: value,
        question: asking(window, { kind: 'event', value, prefix: false }, ...only(picked.accounts, 'account')),
        wanted: answer,
        actions: ['ask', 'behind'],
      }),
    ),
  ]
  if (offers.length > 0) return offers.slice(0, MOST)
  return picked.accounts.slice(0, MOST).map((value) => ({
    kind: 'account',
    about: value,
    question: asking(window, { kind: 'account', value }, { kind: 'access', value: 'writes' }),
    wanted: answer,
    actions: ['ask', 'only-refusals'],
  }))
}

function asking(window: Window, ...predicates: readonly Predicate[]): Question {
  return { terms: predicates.map((predicate): Term => ({ not: false, predicate })), window }
}

type Identity = Picked['who'][number]

/** Credentials before sessions, sessions before people, people before roles: the more exact, the more useful. */
function rankOf({ by, value }: Identity): number {
  if (by === 'key') return 0
  if (by === 'session' || value.includes(':assumed-role/')) return 1
  if (by === 'arn') return value.includes(':role/') ? 6 : 2
  if (by === 'uniqueId') return value.startsWith('AROA') ? 6 : 3
  return by === 'role' ? 7 : 4
}

function actionsOf(refused: boolean): readonly OfferAction[] {
  return ['ask', ...(refused ? (['only-refusals'] as const) : []), 'behind', 'events']
}

/** The one account that a message names; with several, none narrows the question. */
function only(accounts: readonly string[], kind: 'account'): readonly Predicate[] {
  const [account] = accounts
  return account === undefined || accounts.length > 1 ? [] : [{ kind, value: account }]
}

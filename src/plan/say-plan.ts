import type { Instant } from '../lib/instant.ts'
import type { Question } from '../question/question.ts'
import { type BackendName, BACKENDS, sayVia } from '../question/via.ts'
import { type Chosen, HISTORY_DAYS } from './choose-places.ts'
import { wantsDataEvents } from './data-events.ts'
import { lookupsOf } from './lookups.ts'
import type { Estate } from './plan.ts'

const DAY_MS = 86_400_000
const PAGES_A_SECOND = 2
/** Pages of one identity in a day, at a guess: it is only to tell seconds from minutes. */
const PAGES_A_DAY = 4

type Beside = { readonly estate: Estate; readonly now: Instant; readonly chosen: number }

/** The plan for the asker: what is asked, how many places, about how long, what it costs, and why there. */
export function sayPlan(question: Question, asked: readonly Chosen[], { estate, now, chosen }: Beside): string {
  if (asked.length === 0) return sayNowhere(question, estate, chosen)
  const groups = BACKENDS.map((backend) => asked.filter(({ place }) => place.backend === backend)).filter(
    (group) => group.length > 0,
  )
  return [...groups.map((group) => `${sayGroup(group, question, estate, now)}.`), ...sayNotAsked(asked, estate)].join(
    ' ',
  )
}

/** Accounts that nobody will hear of otherwise: how many, and why, with the first by name. */
function sayNotAsked(asked: readonly Chosen[], { notAsked = [] }: Estate): readonly string[] {
  if (notAsked.length === 0 || asked.every(({ place }) => place.backend === 'log-files')) return []
  const named = notAsked.slice(0, 3).map(({ name, why }) => `${name} (${why})`)
  const more = notAsked.length - named.length
  return [`Not asked: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`]
}

function sayNowhere({ via }: Question, estate: Estate, chosen: number): string {
  if (chosen > 0) return 'Nowhere: no configured account and Region could hold it.'
  if (estate.places.length === 0 || via === undefined) return 'Nowhere: no place to look in is configured.'
  const said = via.map(sayVia).join(' or ')
  return `Nowhere: ${said} was asked for, and no such place is configured.`
}

function sayGroup(group: readonly Chosen[], question: Question, estate: Estate, now: Instant): string {
  const backend = group[0]?.place.backend ?? 'log-files'
  if (backend === 'log-files') return `In ${sayNames(group)}`
  const facts = [NAMES[backend], sayPlaces(group), ...sayEffort(backend, group, question, now)]
  const why = sayWhy(backend, question, estate, now)
  return `${facts.join(', ')}${why === undefined ? '' : `, ${why}`}`
}

const NAMES: { readonly [backend in BackendName]: string } = {
  'event-history': 'Event history',
  'cloudwatch-logs': 'CloudWatch Logs',
  athena: 'Athena',
  'log-files': 'Log files',
}

function sayNames(group: readonly Chosen[]): string {
  const names = [...new Set(group.map(({ place }) => place.name))]
  return names.length <= 3 ? names.join(', ') : `${names.length} places, the first of them ${names[0]}`
}

/** `9 accounts × 4 Regions`; where accounts differ in their Regions, `30 places in 9 accounts`. */
function sayPlaces(group: readonly Chosen[]): string {
  const accounts = new Set(group.flatMap(({ account }) => account ?? []))
  const regions = new Set(group.flatMap(({ region }) => region ?? []))
  if (accounts.size === 0) return 'all accounts'
  const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
  if (regions.size === 0) return many(accounts.size, 'account')
  return accounts.size * regions.size === group.length
    ? `${many(accounts.size, 'account')} × ${many(regions.size, 'Region')}`
    : `${group.length} places in ${many(accounts.size, 'account')}`
}

function sayEffort(
  backend: BackendName,
  group: readonly Chosen[],
  question: Question,
  now: Instant,
): readonly string[] {
  const days = Math.max(0, question.window.to - question.window.from) / DAY_MS
  if (backend === 'event-history') {
    const kept = Math.min(days, HISTORY_DAYS, Math.max(0, (now - question.window.from) / DAY_MS))
    const { selective, wide } = lookupsOf(question.terms)
    const pages = Math.max(1, kept * PAGES_A_DAY) * wide.length
    return [selective ? `about ${sayDuration(pages / PAGES_A_SECOND)}` : 'minutes if much happened there', 'free']
  }
  const bytes = group.reduce((sum, { place }) => sum + (place.bytesPerDay ?? Number.NaN), 0) * Math.max(days, 1)
  if (Number.isNaN(bytes)) return []
  const dollars = group.reduce((sum, { place }) => sum + dollarsOf(place, days), 0)
  return [`about ${sayBytes(bytes)}`, ...(Number.isNaN(dollars) ? [] : [sayDollars(dollars)])]
}

function dollarsOf({ bytesPerDay, dollarsPerTb }: Chosen['place'], days: number): number {
  return ((bytesPerDay ?? Number.NaN) * Math.max(days, 1) * (dollarsPerTb ?? Number.NaN)) / 1e12
}

/** Why this and not what one would think of first. */
function sayWhy(backend: BackendName, question: Question, { places }: Estate, now: Instant): string | undefined {
  if (question.via?.includes(backend) === true) return `as ${sayVia(backend)} says`
  const days = Math.ceil((now - question.window.from) / DAY_MS)
  const { selective, roles, resources } = lookupsOf(question.terms)
  const old = days > HISTORY_DAYS
  if (backend === 'event-history') {
    if (old) return `which ends after ${HISTORY_DAYS} of the ${days} days`
    if (wantsDataEvents(question)) return 'which holds no data events'
    if (selective) return undefined
    if (roles.length > 0)
      return 'which cannot be asked for a role: its sessions are found first, then all is looked through'
    if (resources.length > 0)
      return 'which knows only the main resources of a call: these come first, then all is looked through'
    return 'which cannot be asked for this: all of it is looked through, the newest first'
  }
  if (!places.some((place) => place.backend === 'event-history')) return undefined
  if (old) return `because ${days} days is past event history's ${HISTORY_DAYS}`
  if (wantsDataEvents(question)) return 'because event history holds no data events'
  return selective ? undefined : 'because event history cannot be asked for this'
}

function sayDuration(seconds: number): string {
  if (seconds < 100) return `${Math.max(1, Math.round(seconds))} s`
  return `${Math.round(seconds / 60)} min`
}

function sayBytes(bytes: number): string {
  const [size, unit] = bytes >= 1e12 ? [1e12, 'TB'] : bytes >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB']
  return `${Number((bytes / size).toPrecision(2))} ${unit}`
}

function sayDollars(dollars: number): string {
  if (dollars < 0.001) return 'less than $0.001'
  return `$${dollars < 0.01 ? dollars.toFixed(3) : dollars.toFixed(2)}`
}

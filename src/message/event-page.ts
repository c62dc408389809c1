import type { Action } from '../answer/twins.ts'
import { isEntry } from '../answer/entries.ts'
import { isDenied, isWrite } from '../event/outcome.ts'
import { never } from '../lib/never.ts'
import { instant, type Instant } from '../lib/instant.ts'

/** Which events of a list are shown: changes and refusals as an answer counts them. */
export const ONLY = ['all', 'changes', 'refusals'] as const
export type Only = (typeof ONLY)[number]

/**
 * A page of a list, newest first. Not by a number: what is added to a list moves its pages, and nobody may see an event twice
 * or never. `from` is the event next to which the page begins.
 */
export type EventPage = {
  readonly only: Only
  readonly from:
    | { readonly way: 'older' | 'newer'; readonly time: Instant; readonly id: string }
    | { readonly way: 'first' }
}

export const FIRST_PAGE: EventPage = { only: 'all', from: { way: 'first' } }

/** How much of an event's id goes into a button; two events of one second that share so much are not told apart. */
const ID = 48

/** A page as a button's value, at most 75 characters. */
export function sayPage({ only, from }: EventPage): string {
  if (from.way === 'first') return `${only[0]}f`
  return `${only[0]}${from.way[0]}.${from.time.toString(36)}.${from.id.slice(0, ID)}`
}

/** What a button's value says; the first page where it is none of ours. */
export function readPage(value: string): EventPage {
  const found = /^([acr])([fno])(?:\.(-?[0-9a-z]{1,11})\.(.{1,48}))?$/su.exec(value)
  const only = ONLY.find((each) => each[0] === found?.[1]) ?? 'all'
  const [, , letter, time, id] = found ?? []
  const ms = Number.parseInt(time ?? '', 36)
  if ((letter !== 'n' && letter !== 'o') || id === undefined || !(Math.abs(ms) <= 8.64e15))
    return { only, from: { way: 'first' } }
  return { only, from: { way: letter === 'n' ? 'newer' : 'older', time: instant(ms), id } }
}

export type PageShown = {
  readonly rows: readonly Action[]
  /** How many there are of the kind, and the place of the first row among them, from 1. */
  readonly all: number
  readonly start: number
  readonly newer: EventPage | undefined
  readonly older: EventPage | undefined
}

/** The rows of a page, of actions newest first. */
export function pageOf(actions: readonly Action[], { only, from }: EventPage, size: number): PageShown {
  const listed = actions.filter(holds(only))
  const start = Math.max(0, Math.min(startOf(listed, from, size), listed.length - 1))
  const rows = listed.slice(start, start + size)
  const [first, last] = [rows[0], rows.at(-1)]
  const beside = (way: 'older' | 'newer', action: Action | undefined) =>
    action && { only, from: { way, time: action.event.time, id: action.event.id } }
  return {
    rows,
    all: listed.length,
    start: listed.length === 0 ? 0 : start + 1,
    newer: start > 0 ? beside('newer', first) : undefined,
    older: start + size < listed.length ? beside('older', last) : undefined,
  }
}

function startOf(listed: readonly Action[], from: EventPage['from'], size: number): number {
  if (from.way === 'first') return 0
  const place = ({ event }: Action) => event.time - from.time || compare(from.id, event.id.slice(0, ID))
  if (from.way === 'older') {
    const next = listed.findIndex((action) => place(action) < 0)
    return next === -1 ? listed.length - size : next
  }
  const newer = listed.filter((action) => place(action) > 0).length
  return newer - size
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function holds(only: Only): (action: Action) => boolean {
  switch (only) {
    case 'all':
      return () => true
    case 'changes':
      return ({ event }) => isChange(event)
    case 'refusals':
      return ({ event }) => isDenied(event)
    default:
      return never(only)
  }
}

/** As an answer counts them: what changed something and worked; sign-ins and roles taken are told apart. */
export function isChange(event: Action['event']): boolean {
  return event.error === undefined && isWrite(event) && !isEntry(event)
}

import { type EventRef, readEventRef } from '../event/event-ref.ts'
import { type EventPage, readPage } from '../message/event-page.ts'
import { APART, JSON_ACTION, NEIGHBOUR_ACTION } from '../message/event-view.ts'
import { PAGE_ACTIONS } from '../message/event-list-view.ts'
import { eventQuestion } from '../question/event-question.ts'
import { type Pivot, PIVOTS } from '../question/pivot-words.ts'
import type { Understood, Window } from '../question/question.ts'

/** What was clicked in a list of events, or at one of them. */
export type EventClick =
  | { readonly kind: 'page'; readonly page: EventPage }
  | {
      readonly kind: 'event'
      readonly ref: EventRef
      /** It is no answer to the question of the view, but a neighbour of one. */
      readonly apart: boolean
      /** The window of the question that the view was opened from. */
      readonly window: Window
      readonly next: 'show' | 'file' | Pivot
    }

export type EventAsked = { readonly reading: Understood; readonly clicked: EventClick }

/**
 * What a click on an event's or a list's button asks, of the sealed question of its view. Undefined where it is no such
 * button. The value only says which event: it is found again, by whoever clicked, with the rights that they have.
 */
export function eventClick(
  { action, value }: { readonly action: string; readonly value: string },
  before: Understood,
): EventAsked | undefined {
  if (PAGE_ACTIONS.some((each) => each === action))
    return { reading: { ...before, wanted: { kind: 'events' } }, clicked: { kind: 'page', page: readPage(value) } }
  const next = nextOf(action)
  const ref = readEventRef(value.startsWith(APART) ? value.slice(APART.length) : value)
  if (next === undefined || ref === undefined) return undefined
  const apart = action === NEIGHBOUR_ACTION || value.startsWith(APART)
  const { question } = before
  return {
    reading: { ...before, question: eventQuestion(ref, apart ? undefined : question), wanted: { kind: 'event' } },
    clicked: { kind: 'event', ref, apart, window: question.window, next },
  }
}

function nextOf(action: string): 'show' | 'file' | Pivot | undefined {
  if (action === 'event' || action === NEIGHBOUR_ACTION) return 'show'
  if (action === JSON_ACTION) return 'file'
  return PIVOTS.find((pivot) => action === `pivot-${pivot}`)
}

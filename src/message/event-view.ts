import type { AnyBlock, Button } from '@slack/types'
import { sayEventRef } from '../event/event-ref.ts'
import type { Event } from '../event/event.ts'
import type { Neighbours } from '../event/neighbours.ts'
import { sayWindow } from '../question/say-window.ts'
import type { Window } from '../question/question.ts'
import { type Pivot, pivotWords } from '../question/pivot-words.ts'
import type { SafeEvent } from '../policy/redact.ts'
import { eventJson } from './event-json.ts'
import { fromParts, idParts, whatParts, whoParts } from './event-parts.ts'
import { type EventRow, eventRow, type EventWords } from './event-row.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { callOf } from './say-action.ts'
import { sayCount, sayNumber } from './say-count.ts'
import { sayInZone } from './say-time.ts'
import type { View } from './view.ts'

/** Opens an event beside the one that is shown, in its place: Slack holds no more than three views at once. */
export const NEIGHBOUR_ACTION = 'neighbour'
/** Puts the whole record as a file into the thread. */
export const JSON_ACTION = 'json-file'

export type OneEvent = {
  readonly event: Event
  /** Every account that recorded a copy of it. */
  readonly accounts: readonly string[]
  /** Undefined where they were not looked for; `why` says so. */
  readonly neighbours: Neighbours | undefined
  readonly why?: string | undefined
  /** Not one of the events that were asked for, but a neighbour of one. */
  readonly apart?: boolean | undefined
  /** What pivots ask in. */
  readonly window: Window
  /** Something to say before anything else: `Asked: …`. */
  readonly notice?: Line | undefined
}

/** Before the value of a button: the event is no answer to the question of the view. */
export const APART = '~'

const JSON_SHOWN = 5_600

/** One event in full, in a modal. */
export function eventView(one: OneEvent, words: EventWords, token: string | undefined): View {
  return {
    type: 'modal',
    title: 'One event',
    ...(token === undefined ? {} : { token }),
    blocks: eventBlocks(one, words, { json: JSON_SHOWN, token: undefined }),
  }
}

/** One event as a message; `found` is how many there were, where it was not the only one. */
export function eventMessage(
  one: OneEvent,
  words: EventWords,
  { token, found }: { readonly token: string | undefined; readonly found: number },
): Message {
  const many: Line[] =
    found <= 1 ? [] : [[say(`The newest of ${sayCount(found, 'event')} that fit. To see all: `), code('events')]]
  return fitMessage((most) => {
    const shown = { ...one, ...(many[0] === undefined ? {} : { notice: many[0] }) }
    return eventBlocks(shown, words, { json: most * 30, token })
  })
}

function eventBlocks(
  one: OneEvent,
  words: EventWords,
  { json, token }: { readonly json: number; readonly token: string | undefined },
): readonly AnyBlock[] {
  const safe = words.redact.event(one.event)
  const value = sayPlace(one.event, one.apart === true)
  const record = eventJson(safe, json)
  let blocks = 0
  const buttons = (elements: readonly (Button | undefined)[]): readonly AnyBlock[] => {
    const there = elements.filter((each) => each !== undefined)
    // In a message the block carries the question; the ids of blocks have to differ.
    const block_id = token === undefined ? {} : { block_id: `${token}#${blocks++}` }
    return there.length === 0 || value === undefined ? [] : [{ type: 'actions', ...block_id, elements: [...there] }]
  }
  const pivot = (label: string, kind: Pivot) =>
    value === undefined || pivotWords(one.event, kind, one.window) === undefined
      ? undefined
      : button(label, `pivot-${kind}`, value)
  return [
    header(callOf(safe)),
    ...(one.notice === undefined ? [] : [richText([{ kind: 'line', line: one.notice }])]),
    richText(whatParts(safe, words)),
    ...buttons([pivot('This resource', 'resource'), pivot('Every such call', 'name')]),
    richText(whoParts(safe, words)),
    ...buttons([
      pivot('Who was behind it', 'behind'),
      pivot('This session', 'session'),
      pivot('This key', 'key'),
      pivot(safe.actor.role === undefined ? 'This identity' : 'This role', 'who'),
    ]),
    richText(fromParts(safe, one.accounts, words)),
    ...buttons([pivot('This address', 'address')]),
    richText(idParts(safe)),
    ...neighbourBlocks(one, words, token !== undefined),
    { type: 'divider' },
    richText([line(stress('The record, what was asked and answered first')), ...hiddenParts(safe, record.cut)]),
    record.block,
    ...buttons([value === undefined ? undefined : button('Download JSON', JSON_ACTION, value)]),
    richText([line(say('The buttons above ask from '), quote(sayWindow(one.window, words.zone), 200), say('.'))]),
  ]
}

/** What is not shown of the record, and why. */
function hiddenParts({ hidden }: SafeEvent, cut: number): readonly Part[] {
  const named = hidden.where.slice(0, 5).map((path): Line => [code(path, 80)])
  const more = hidden.where.length - named.length
  return [
    ...(hidden.count === 0
      ? []
      : [
          line(
            say(`${sayCount(hidden.count, 'value')} hidden, for secrets may be in it: `),
            ...joined(named, ', '),
            say(more > 0 ? ` and ${sayNumber(more)} more.` : '.'),
          ),
        ]),
    ...(cut === 0 ? [] : [line(say(`${sayCount(cut, 'more character')} are in the file.`))]),
  ]
}

const TITLES = [
  ['request', 'Same request'],
  ['before', 'Same session, before'],
  ['after', 'Same session, after'],
  ['resource', 'Same resource'],
] as const

function neighbourBlocks({ neighbours, why }: OneEvent, words: EventWords, inMessage: boolean): readonly AnyBlock[] {
  if (neighbours === undefined) return why === undefined ? [] : [richText([line(say(why))])]
  const groups = TITLES.map(([kind, title]) => ({
    title,
    rows: neighbours[kind].map((event) => eventRow({ event, accounts: [event.account] }, words, 80)),
  }))
  const none = groups.every(({ rows }) => rows.length === 0)
  const said = why === undefined ? [] : [richText([line(say(why))])]
  if (none) return [...said, richText([line(say('Nothing else by this session within a quarter of an hour.'))])]
  return [
    ...said,
    ...groups.flatMap(({ title, rows }): readonly AnyBlock[] => {
      if (rows.length === 0) return []
      if (inMessage)
        return [richText([line(stress(title)), list(rows.map((row): Line => [quote(sayRow(row, words.zone), 300)]))])]
      return [richText([line(stress(title))]), ...rows.map((row) => section(row, words.zone))]
    }),
  ]
}

/** A button's value: which event. One that is apart is marked, for the question that it was found near does not find it. */
function sayPlace(event: Event, apart: boolean): string | undefined {
  const value = sayEventRef(event)
  return value === undefined || !apart ? value : `${APART}${value}`
}

function section(row: EventRow, zone: string): AnyBlock {
  const value = sayEventRef(row.event)
  return {
    type: 'section',
    text: { type: 'plain_text', text: sayRow(row, zone), emoji: false },
    ...(value === undefined ? {} : { accessory: button('Open', NEIGHBOUR_ACTION, value) }),
  }
}

function sayRow({ event, call, on, result, who }: EventRow, zone: string): string {
  const parts = [
    sayInZone(event.time, zone),
    call,
    ...(on === '' ? [] : [`on ${on}`]),
    ...(result === 'done' ? [] : [result]),
    who,
  ]
  return parts.join(' · ')
}

function button(text: string, action: string, value: string): Button {
  return { type: 'button', action_id: action, text: { type: 'plain_text', text, emoji: false }, value }
}

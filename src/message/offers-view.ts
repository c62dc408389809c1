import type { AnyBlock, Button } from '@slack/types'
import { never } from '../lib/never.ts'
import type { MessageSource } from '../question/message-source.ts'
import type { Offer, OfferAction } from '../question/offers.ts'
import { sayWindow } from '../question/say-window.ts'
import { formButton } from './form-button.ts'
import { code, type Line, line, list, say, stress, title } from './piece.ts'
import { richText } from './rich-text.ts'
import { sayNumber } from './say-count.ts'
import type { Window } from '../question/question.ts'
import type { View } from './view.ts'

/** An offer and its question, sealed. */
export type OfferShown = { readonly offer: Offer; readonly token: string }

export type Offered = {
  readonly source: MessageSource
  readonly offers: readonly OfferShown[]
  readonly window: Window
  /** The window is about times that the message tells. */
  readonly timed: boolean
  /** The message was longer than is read. */
  readonly cut: boolean
  readonly zone: string
}

/** *Who did this?*: what was recognised in a message, each with the questions it leads to. */
export function offersView(offered: Offered): View {
  return { type: 'modal', title: 'Who did this?', blocks: offersBlocks(offered) }
}

/** The same as blocks, for where no modal could be opened. */
export function offersBlocks({ source, offers, window, timed, cut, zone }: Offered): readonly AnyBlock[] {
  if (offers.length === 0) return nothingBlocks(cut)
  return [
    richText([
      line(stress(SOURCES[source])),
      line(say('Window: '), code(sayWindow(window, zone), 200)),
      line(
        say(
          timed ? 'An hour before and after the times it tells.' : 'It tells no time: the day before it was written.',
        ),
      ),
      ...(cut ? [line(say(CUT))] : []),
    ]),
    ...offers.flatMap(({ offer, token }) => offerBlocks(offer, token)),
    { type: 'divider' },
    { type: 'actions', elements: [formButton()] },
  ]
}

function offerBlocks(offer: Offer, token: string): readonly AnyBlock[] {
  const [first, ...more] = offer.actions
  return [
    richText([line(say(`${offer.kind === 'who' ? whoWord(offer) : KINDS[offer.kind]} `), code(offer.about, 160))]),
    {
      type: 'actions',
      block_id: token,
      elements: [
        ...(first === undefined ? [] : [{ ...button(offer, first), style: 'primary' as const }]),
        ...more.map((action) => button(offer, action)),
      ],
    },
  ]
}

/** What kind of identity it is, as it is asked for. */
function whoWord({ question }: Offer): string {
  const [term] = question.terms
  if (term?.predicate.kind !== 'identity') return KINDS.who
  const { by, value } = term.predicate
  if (by === 'arn') return value.includes(':assumed-role/') ? 'Session' : value.includes(':role/') ? 'Role' : 'User'
  return WHO_WORDS[by] ?? KINDS.who
}

const WHO_WORDS: { readonly [by: string]: string } = {
  key: 'Access key',
  session: 'Session',
  user: 'User',
  role: 'Role',
  uniqueId: 'Unique id',
  name: 'Name',
}

function button(offer: Offer, action: OfferAction): Button {
  return { type: 'button', action_id: action, text: { type: 'plain_text', text: label(offer, action), emoji: false } }
}

function label({ kind }: Offer, action: OfferAction): string {
  switch (action) {
    case 'ask':
      return ASKS[kind]
    case 'behind':
      return 'Who was behind it'
    case 'events':
      return 'Events'
    case 'only-refusals':
      return 'Only refusals'
    case 'everything':
      return 'Who touched it?'
    default:
      return never(action)
  }
}

const ASKS: { readonly [kind in Offer['kind']]: string } = {
  event: 'Show this event',
  who: 'What did it do?',
  thing: 'Who changed it?',
  address: 'What came from it?',
  request: 'All calls of it',
  call: 'Who called it?',
  account: 'What was changed?',
}

const KINDS: { readonly [kind in Offer['kind']]: string } = {
  event: 'Event',
  who: 'Identity',
  thing: 'Resource',
  address: 'Address',
  request: 'Request',
  call: 'Call',
  account: 'Account',
}

const SOURCES: { readonly [source in MessageSource]: string } = {
  guardduty: 'A finding of GuardDuty.',
  'security-hub': 'A finding of Security Hub.',
  alarm: 'An alarm of CloudWatch.',
  'cloudtrail-to-slack': 'An alert about a CloudTrail event.',
  refusal: 'A refused call.',
  'event-record': 'A CloudTrail record.',
  none: 'What this message names.',
}

const CUT = 'The message is longer than what is read of it: there may be more in it.'

function nothingBlocks(cut: boolean): readonly AnyBlock[] {
  const looked: readonly Line[] = [
    [
      say('ARNs, access keys ('),
      code('AKIA…'),
      say(', '),
      code('ASIA…'),
      say(') and unique ids ('),
      code('AIDA…'),
      say(', '),
      code('AROA…'),
      say(')'),
    ],
    [say('ids of resources ('), code('i-…'), say(', '), code('sg-…'), say(', '), code('vol-…'), say(' and the like)')],
    [say('addresses, e-mail addresses, event and request ids')],
    [say('names behind a label, as '), code('userName: alice'), say(' or '), code('FunctionName = billing')],
  ]
  return [
    richText([
      line(stress('This message names nothing that I could ask about.')),
      title('I look for'),
      list(looked),
      ...(cut ? [line(say(CUT))] : []),
      line(
        say(
          `Only what the message shows is read: its first ${sayNumber(40_000)} characters, no files and no links behind words.`,
        ),
      ),
    ]),
    { type: 'actions', elements: [formButton()] },
  ]
}

import type { ActionsBlock, Button, PlainTextOption } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { sayNumber } from './say-count.ts'

/** What can be asked of an answer with one click. The action_id of a button, or the value of the menu's option. */
export const ANSWER_ACTIONS = [
  'events',
  'only-changes',
  'only-refusals',
  'behind',
  'by-service',
  'by-session',
  'longer',
  'shorter',
  'widen',
  'everything',
  'export-csv',
  'export-jsonl',
  'export-report',
  'watch',
] as const
export type AnswerAction = (typeof ANSWER_ACTIONS)[number]

/** The menu's own action_id: the option says which action. */
export const MORE_ACTION = 'menu'

/** What one access key did, to be asked from the menu where the key is masked and cannot be typed; the question is sealed. */
export type KeyChoice = { readonly key: string; readonly token: string }

/** What the buttons depend on. */
type Asked = Pick<Answer, 'question'> & {
  readonly headline: Pick<Answer['headline'], 'events' | 'changes' | 'refusals'>
}

/**
 * What comes after an answer: four buttons, and the rest in a menu, for a phone shows two or three buttons in a row. The
 * token, the question sealed, is the block's id.
 */
export function answerButtons(answer: Asked, token: string, keys: readonly KeyChoice[] = []): ActionsBlock {
  const { headline, question } = answer
  const kinds = new Set(question.terms.filter(({ not }) => !not).map(({ predicate }) => predicate.kind))
  const named = kinds.has('identity')
  const changes = headline.changes > 0 && headline.changes < headline.events
  const refusals = headline.refusals > 0 && headline.refusals < headline.events
  const options = [
    option('By service', 'by-service'),
    option('By session', 'by-session'),
    option('Longer window', 'longer'),
    option('Shorter window', 'shorter'),
    ...(named ? [option('All identities of this person', 'widen')] : []),
    ...(kinds.has('access') || kinds.has('outcome') ? [option('Everything, not only these', 'everything')] : []),
    ...keys.map(({ key, token: asked }) => choice(`Only ${key}`, asked)),
    option('Export as CSV', 'export-csv'),
    option('Export as JSON Lines', 'export-jsonl'),
    option('Export as a report', 'export-report'),
    option('Watch this', 'watch'),
  ]
  return {
    type: 'actions',
    block_id: token,
    elements: [
      button('Events', 'events'),
      ...(changes ? [button(`Only changes (${sayNumber(headline.changes)})`, 'only-changes')] : []),
      ...(refusals ? [button(`Only refusals (${sayNumber(headline.refusals)})`, 'only-refusals')] : []),
      button('Who was behind it', 'behind'),
      {
        type: 'static_select',
        action_id: MORE_ACTION,
        placeholder: { type: 'plain_text', text: 'More…', emoji: false },
        options,
      },
    ],
  }
}

/** While it is being looked for. */
export function stopButton(token: string): ActionsBlock {
  return { type: 'actions', block_id: token, elements: [button('Stop', 'stop')] }
}

/** A question that costs more than is asked without a word. */
export function runButton(token: string): ActionsBlock {
  return { type: 'actions', block_id: token, elements: [{ ...button('Run it', 'run'), style: 'primary' }] }
}

function button(text: string, action: AnswerAction | 'stop' | 'run'): Button {
  return { type: 'button', action_id: action, text: { type: 'plain_text', text, emoji: false } }
}

function option(text: string, value: AnswerAction): PlainTextOption {
  return choice(text, value)
}

function choice(text: string, value: string): PlainTextOption {
  return { text: { type: 'plain_text', text, emoji: false }, value }
}

import type { Doing } from './doing.ts'
import type { Given } from './elements.ts'
import { click, shortcut, suggest, type Clickable } from './interact.ts'
import type { SlackMessage } from './messages.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { runCommand } from './run-command.ts'
import { speak, type Spoken } from './speak.ts'
import { closeView, submitView } from './submit-view.ts'

/** Where something is said: a channel's id or name, or `dm`; and the ts of the thread. */
type Where = { readonly channel?: string; readonly thread?: string }

/** What a person can do. Everything resolves when Slack has the app's answer, or has given up waiting for it. */
export type Acting = {
  /** Types a slash command; in #incidents where no channel is given. */
  command(command: string, text?: string, where?: Where): Promise<Outcome>
  /** Says something; `@handle` and `#channel` become what Slack makes of them. */
  say(text: string, where?: Where): Promise<Spoken>
  /** Says `@whodid` and the text. */
  mention(text: string, where?: Where): Promise<Spoken>
  directMessage(text: string, where?: Pick<Where, 'thread'>): Promise<Spoken>
  /** Clicks a button by its action_id, and its block_id where several blocks have it. */
  click(target: Clickable, actionId: string, blockId?: string): Promise<Outcome>
  /** Chooses in a menu, by the option's value. */
  select(target: Clickable, actionId: string, value: Given, blockId?: string): Promise<Outcome>
  /** Types into a menu that asks the app; the options are in the outcome's body. */
  suggest(target: Clickable, actionId: string, typed: string): Promise<Outcome>
  shortcut(callbackId: string): Promise<Outcome>
  messageShortcut(callbackId: string, message: SlackMessage): Promise<Outcome>
  /** Submits the topmost modal, with values by action_id. */
  submitView(values?: Readonly<Record<string, Given>>): Promise<Outcome>
  closeView(): Promise<Outcome>
  openHome(tab?: 'home' | 'messages'): Promise<Outcome>
}

const HERE = 'C00INCIDENTS'

export function asPerson(doing: Doing): Acting {
  return {
    command: (command, text = '', where = {}) => runCommand(doing, command, text, where.channel ?? HERE, where.thread),
    say: (text, where = {}) => speak(doing, text, where.channel ?? HERE, where.thread),
    mention: (text, where = {}) => speak(doing, `@whodid ${text}`, where.channel ?? HERE, where.thread),
    directMessage: (text, where = {}) => speak(doing, text, 'dm', where.thread),
    click: (target, actionId, blockId) => click(doing, target, actionId, undefined, blockId),
    select: (target, actionId, value, blockId) => click(doing, target, actionId, value, blockId),
    suggest: (target, actionId, typed) => suggest(doing, target, actionId, typed),
    shortcut: (callbackId) => shortcut(doing, callbackId),
    messageShortcut: (callbackId, message) => shortcut(doing, callbackId, message),
    submitView: (values = {}) => submitView(doing, values),
    closeView: () => closeView(doing),
    async openHome(tab = 'home') {
      const answer = await doing.tell({ kind: 'home', person: doing.person.id, tab })
      return answer === undefined ? { kind: 'untold' } : outcomeOf(answer, 'the event')
    },
  }
}

import type { Ephemeral, SlackMessage } from '../../demo/slack/messages.ts'
import { showMessage } from '../../demo/slack/show-text.ts'
import type { FakeSlack } from '../../demo/slack/start-slack.ts'

type Shown = Parameters<typeof showMessage>[1]

type Reader = {
  /** A message as Bob sees it, on lines so wide that none is broken; empty where there is none. */
  readonly read: (message: Shown | undefined) => string
  /** The same without who said it and when, and without the marks of code. */
  readonly readBody: (message: Shown | undefined) => string
  /** The bot's messages that are in no thread. */
  readonly roots: () => readonly SlackMessage[]
  /**
   * What one person alone sees, oldest first; without how far a search is. Whoever waits four seconds for a first event is
   * told that, and on a machine that has much to do those are soon over by a quick clock: `slow` holds what is told then.
   */
  readonly whispered: (only?: { readonly to?: string; readonly channel?: string }) => readonly Ephemeral[]
}

const LOOKING = /Looking in [\d,]+ places?…/
const WIDE = 4_000

/** Reads what stands in a Slack of the tests. It is asked for each time, as each place of a journey has its own. */
export function makeReader(slack: () => FakeSlack): Reader {
  return { read, readBody: (message) => bodyOf(read(message)), roots, whispered }

  function read(message: Shown | undefined): string {
    const { state, clock } = slack()
    return message === undefined ? '' : showMessage(state, message, { viewer: '@bob', now: clock.now(), width: WIDE })
  }

  function roots(): readonly SlackMessage[] {
    const { state, bot } = slack()
    return state.messages.filter(({ user, thread_ts, ts }) => user === bot.user && (thread_ts ?? ts) === ts)
  }

  function whispered(only: { readonly to?: string; readonly channel?: string } = {}): readonly Ephemeral[] {
    return slack().state.ephemerals.filter(
      ({ to, channel, text }) => to === (only.to ?? to) && channel === (only.channel ?? channel) && !LOOKING.test(text),
    )
  }
}

function bodyOf(shown: string): string {
  return shown
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^ {2}/, '').replaceAll('`', ''))
    .join('\n')
}

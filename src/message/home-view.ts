import type { AnyBlock, Button } from '@slack/types'
import type { Instant } from '../lib/instant.ts'
import { sayInWords } from '../question/say-in-words.ts'
import { sayWindow } from '../question/say-window.ts'
import type { Question } from '../question/question.ts'
import { formButton } from './form-button.ts'
import type { Message } from './message.ts'
import { code, line, quote, say, stress, time, title } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { sayCount } from './say-count.ts'
import type { View } from './view.ts'
import type { Watch } from '../watch/watch.ts'
import { watchButtons } from './watch-buttons.ts'
import { watchFormButton } from './watch-form.ts'

/** A question of late, and its words, sealed. */
export type RecentShown = {
  readonly question: Question
  readonly askedAt: Instant
  readonly token: string
}

/** A watch in one line. */
export type WatchShown = {
  readonly id: string
  /** What it watches for, in words. */
  readonly said: string
  /** Slack's id of the channel it tells in. */
  readonly channel: string
  /** What it does: `each time`, `paused`. */
  readonly state: string
  /** The watch sealed, for its buttons, and what they depend on; none where it could not be. */
  readonly token: string | undefined
  readonly watch: Pick<Watch, 'hold' | 'urgency'>
}

export type HomeShown = {
  readonly recent: readonly RecentShown[]
  /** This person's; undefined where watches are not looked up here. */
  readonly watches: readonly WatchShown[] | undefined
  /** What can be asked and what is missing: `unasked` while it is looked up, `hidden` where this person may not know. */
  readonly health: Message | 'unasked' | 'hidden'
  readonly healthAt: Instant | undefined
  /** The person's IANA zone. */
  readonly zone: string
}

/** Asks a question of late anew, help, and the doctor: action_ids of the Home tab's own buttons. */
export const AGAIN = 'ask'
export const HOME_HELP = 'open-help'

const MOST_RECENT = 10
const MOST_WATCHES = 15
const MOST_HEALTH = 20

/** The Home tab: the form, questions of late, watches, and what can be asked. */
export function homeView(shown: HomeShown): View {
  return {
    type: 'home',
    blocks: [
      header('whodid'),
      richText([
        line(
          say('Ask what an AWS identity did: '),
          code('/whodid Alice 24h'),
          say(' in a channel, or '),
          code('@whodid'),
          say(' with words in a thread. On any message: ⋮ More actions → '),
          stress('Who did this?'),
        ),
      ]),
      { type: 'actions', elements: [{ ...formButton(), style: 'primary' }, button('Help', HOME_HELP)] },
      { type: 'divider' },
      ...recentBlocks(shown),
      { type: 'divider' },
      ...watchBlocks(shown),
      { type: 'divider' },
      ...healthBlocks(shown),
    ],
  }
}

function recentBlocks({ recent, zone }: HomeShown): readonly AnyBlock[] {
  const newest = recent.slice(0, MOST_RECENT)
  if (newest.length === 0)
    return [richText([title('Your questions'), line(say('None yet. What you ask is listed here, for you alone.'))])]
  return [
    richText([title('Your questions')]),
    ...newest.flatMap(({ question, askedAt, token }): AnyBlock[] => [
      richText([
        line(quote(sayInWords(question), 250)),
        line(quote(sayWindow(question.window, zone), 200), say(' · asked '), time(askedAt)),
      ]),
      { type: 'actions', block_id: token, elements: [button('Ask again', AGAIN), button('Events', 'events')] },
    ]),
  ]
}

function watchBlocks({ watches }: HomeShown): readonly AnyBlock[] {
  if (watches === undefined)
    return [
      richText([
        title('Your watches'),
        line(say('In a channel, '), code('/whodid watches'), say(' lists its watches.')),
      ]),
    ]
  if (watches.length === 0)
    return [
      richText([title('Your watches'), line(say('None. Set one in a channel: '), code('/whodid watch Alice writes'))]),
      { type: 'actions', elements: [watchFormButton()] },
    ]
  const more = watches.length - MOST_WATCHES
  return [
    richText([title('Your watches')]),
    ...watches
      .slice(0, MOST_WATCHES)
      .flatMap(({ id, said, channel, state, token, watch }): AnyBlock[] => [
        richText([
          line(quote(said, 200)),
          line(code(id), say(' in '), { kind: 'channel', id: channel }, say(' · '), quote(state, 100)),
        ]),
        ...(token === undefined ? [] : [watchButtons(watch, token)]),
      ]),
    ...(more > 0
      ? [
          richText([
            line(
              say(`And ${sayCount(more, 'more watch', 'more watches')}: `),
              code('/whodid watches'),
              say(' in their channels.'),
            ),
          ]),
        ]
      : []),
    { type: 'actions', elements: [watchFormButton()] },
  ]
}

function healthBlocks({ health, healthAt }: HomeShown): readonly AnyBlock[] {
  const heading = title('What can be asked')
  if (health === 'hidden') return [richText([heading, line(say('Only those may see it who may ask something here.'))])]
  if (health === 'unasked') return [richText([heading, line(say('Looking…'))])]
  const { blocks } = health
  return [
    ...blocks.slice(0, MOST_HEALTH),
    ...(healthAt === undefined ? [] : [richText([line(say('As it was '), time(healthAt))])]),
  ]
}

function button(text: string, action: string): Button {
  return { type: 'button', action_id: action, text: { type: 'plain_text', text, emoji: false } }
}

import type { Instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { fitMessage, makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, joined, type Line, line, type Part, quote, say, stress, time } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { sayDollars } from './say-cost.ts'
import { sayCount } from './say-count.ts'
import { watchButtons } from './watch-buttons.ts'
import { watchFormButton } from './watch-form.ts'
import { sayHowSoon, sayUrgency, statePieces, watchCommandPiece, watchedWords } from './watch-words.ts'

/** What a watch would have told over the last day. */
export type Preview =
  | { readonly kind: 'counting' }
  /** It would cost too much to look just for that. */
  | { readonly kind: 'not-looked'; readonly why: string }
  | {
      readonly kind: 'counted'
      readonly events: number
      readonly messages: number
      readonly standOut: number
      /** Not everything was seen. */
      readonly partly: boolean
    }

export type WatchSet = {
  readonly watch: Watch
  readonly token: string | undefined
  readonly preview: Preview
  /** How often places are looked at. */
  readonly lookMinutes: number
  /** Where it is looked for, in words. */
  readonly plan: string
  /** What looking costs a day, where it costs. */
  readonly dollarsADay: number
  /** Only accounts that its owner may ask about are watched. */
  readonly narrowed: boolean
  /** It was set before, and tells otherwise from now on. */
  readonly changed: boolean
}

/** More messages a day than this are too many to read. */
const MANY = 50

/** A watch was set: what it watches, how soon it tells, and how much that would have been. */
export function watchSetMessage(set: WatchSet): Message {
  const { watch, token, plan, dollarsADay, narrowed, changed, lookMinutes } = set
  return makeMessage([
    header(`${changed ? 'Watched otherwise' : 'Watching'}: ${watchedWords(watch)}`),
    richText([
      line(say(sayHowSoon(watch.urgency, lookMinutes))),
      ...(narrowed ? [line(say('Only in the accounts that whoever set it may ask about here.'))] : []),
      ...previewParts(set.preview),
      line(say('Where I look: '), quote(plan, 600)),
      ...(dollarsADay >= 0.01 ? [line(stress(`Looking costs about ${sayDollars(dollarsADay)} a day in AWS.`))] : []),
      line(say('Set again with '), watchCommandPiece(watch)),
      line(
        code(watch.id),
        say(` · tells here ${sayUrgency(watch.urgency)} · set by `),
        { kind: 'person', id: watch.owner },
        say(', with whose rights it looks'),
      ),
    ]),
    ...(token === undefined ? [] : [watchButtons(watch, token)]),
  ])
}

function previewParts(preview: Preview): readonly Part[] {
  switch (preview.kind) {
    case 'counting':
      return [line(say('Looking what it would have told over the last 24 hours…'))]
    case 'not-looked':
      return [line(say(`Not looked what it would have told over the last 24 hours: ${preview.why}`))]
    case 'counted': {
      const { events, messages, standOut, partly } = preview
      const least = partly ? 'at least ' : ''
      return [
        line(
          say('Over the last 24 hours it would have told '),
          ...(events === 0
            ? [stress('nothing'), say(partly ? ' of what could be seen.' : '.')]
            : [
                stress(`${least}${sayCount(events, 'event')} in about ${sayCount(messages, 'message')}`),
                say(
                  `, of which ${standOut === 0 ? 'none stands' : `${standOut} ${standOut === 1 ? 'stands' : 'stand'}`} out.`,
                ),
              ]),
          say(partly ? ' Not everything could be seen: /whodid doctor says what is missing.' : ''),
        ),
        ...(messages > MANY ? [line(stress('That is a lot for a channel. '), say(HINT))] : []),
      ]
    }
    default:
      return never(preview)
  }
}

const HINT =
  'Narrow it (writes, denied, not event:…), or have it tell hourly, daily or only what stands out: Change… below.'

/** The same is watched in this channel. */
export function watchStandsMessage(watch: Watch, token: string | undefined, now: Instant): Message {
  return makeMessage([
    richText([
      line(stress('This is watched here already: '), ...aboutPieces(watch, now)),
      line(watchCommandPiece(watch)),
    ]),
    ...(token === undefined ? [] : [watchButtons(watch, token)]),
  ])
}

/** One more would be too many. */
export function watchLimitMessage(most: number, where: 'channel' | 'workspace'): Message {
  return makeMessage([
    richText([
      line(stress(`There are ${sayCount(most, 'watch', 'watches')} in this ${where}, which is as many as I keep.`)),
      line(
        say(
          where === 'channel'
            ? 'Unwatch one first: '
            : 'One has to go somewhere first, or whoever runs me raises the limit. Those of this channel: ',
        ),
        code('/whodid watches'),
      ),
    ]),
  ])
}

/** Something about watches that its asker has to know, and what to do. */
export function watchRefusedMessage(why: string, more: string): Message {
  return makeMessage([richText([line(stress(why)), line(say(more))])])
}

/** The watches of a channel, with what can be done with each. */
export function watchesMessage(
  watches: readonly { readonly watch: Watch; readonly token: string | undefined }[],
  now: Instant,
): Message {
  if (watches.length === 0) {
    return makeMessage([
      richText([
        line(stress('Nothing is watched in this channel.')),
        line(
          say('Watch something: '),
          code('/whodid watch Alice writes'),
          say(', or '),
          code('Watch this'),
          say(' under an answer.'),
        ),
      ]),
      { type: 'actions', elements: [watchFormButton()] },
    ])
  }
  return fitMessage((most) => {
    const shown = watches.slice(0, Math.min(most, LISTED))
    return [
      header(`${sayCount(watches.length, 'watch', 'watches')} in this channel`),
      ...shown.flatMap(({ watch, token }) => [
        richText([line(watchCommandPiece(watch)), line(...aboutPieces(watch, now))]),
        ...(token === undefined ? [] : [watchButtons(watch, token)]),
      ]),
      ...(shown.length < watches.length
        ? [
            richText([
              line(
                say('And '),
                ...joined(
                  watches.slice(shown.length).map(({ watch }): Line => [code(watch.id)]),
                  ', ',
                ),
              ),
            ]),
          ]
        : []),
      { type: 'actions', elements: [watchFormButton()] },
    ]
  })
}

/** Slack takes fifty blocks. */
const LISTED = 20

function aboutPieces(watch: Watch, now: Instant): Line {
  return [
    code(watch.id),
    say(` · ${sayUrgency(watch.urgency)} · `),
    ...statePieces(watch, now),
    say(' · since '),
    time(watch.since),
    ...(watch.mutes.length === 0
      ? []
      : [
          say(' · without '),
          ...joined(
            watch.mutes.map((terms): Line => [code(sayTerms(terms), 80)]),
            ', ',
          ),
        ]),
    say(' · by '),
    { kind: 'person', id: watch.owner },
  ]
}

export type WatchChange =
  | { readonly kind: 'unwatch' }
  | { readonly kind: 'pause'; readonly until: Instant | undefined }
  | { readonly kind: 'resume' }
  | { readonly kind: 'mute'; readonly words: string }
  /** By a form: several things at once. */
  | { readonly kind: 'edit'; readonly before: Watch; readonly now: Instant }

/** Somebody changed a watch: told where others see it. */
export function watchChangedMessage(watch: Watch, change: WatchChange, by: string, token: string | undefined): Message {
  const gone = change.kind === 'unwatch'
  return makeMessage([
    richText([
      line(...changePieces(change), say(' '), watchCommandPiece(watch)),
      ...(change.kind === 'edit' ? editParts(watch, change) : []),
      line(code(watch.id), say(gone ? ' · the command sets it again' : ''), say(' · by '), { kind: 'person', id: by }),
    ]),
    ...(gone || token === undefined ? [] : [watchButtons(watch, token)]),
  ])
}

function changePieces(change: WatchChange): Line {
  switch (change.kind) {
    case 'unwatch':
      return [stress('Not watched any more:')]
    case 'pause':
      return change.until === undefined
        ? [stress('Paused until it is resumed'), say('; what it finds is told as a digest then:')]
        : [stress('Paused until '), time(change.until), say('; what it finds is told as a digest then:')]
    case 'resume':
      return [stress('Telling again:')]
    case 'mute':
      return [stress('Muted: '), code(change.words, 200), say(' is not told any more by')]
    case 'edit':
      return [stress('Changed:')]
    default:
      return never(change)
  }
}

/** What is otherwise than before, a line for each. */
function editParts(watch: Watch, { before, now }: { readonly before: Watch; readonly now: Instant }): readonly Part[] {
  const [was, is] = [before, watch].map(({ mutes }) => mutes.map((terms) => sayTerms(terms)))
  const muted = is?.filter((words) => was?.includes(words) !== true) ?? []
  const unmuted = was?.filter((words) => is?.includes(words) !== true) ?? []
  return [
    ...(sayUrgency(watch.urgency) === sayUrgency(before.urgency)
      ? []
      : [line(say(`Tells ${sayUrgency(watch.urgency)}; before: ${sayUrgency(before.urgency)}`))]),
    ...(watch.hold === before.hold ? [] : [line(say('Now '), ...statePieces(watch, now))]),
    ...(muted.length === 0 ? [] : [line(say('Not told any more: '), ...codes(muted))]),
    ...(unmuted.length === 0 ? [] : [line(say('Told again: '), ...codes(unmuted))]),
  ]
}

function codes(words: readonly string[]): Line {
  return joined(
    words.map((each): Line => [code(each, 200)]),
    ', ',
  )
}

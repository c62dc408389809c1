import { never } from '../lib/never.ts'
import { announcedAccount } from '../watch/announced-place.ts'
import type { Notice, Watch } from '../watch/watch.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, line, type Part, quote, say, stress, time } from './piece.ts'
import { richText } from './rich-text.ts'
import { repeatedParts, type WatchContext } from './watch-events.ts'
import { MENDED_BY, watchCommandPiece, WHY } from './watch-words.ts'

/** How many are said in full: a hundred Regions that are denied at once are one thing to know. */
const MOST = 10

/** What a channel, or the owner of a watch, is told besides events. */
export function watchNoticeMessage(
  notices: readonly Notice[],
  watches: ReadonlyMap<string, Watch>,
  context: WatchContext,
): Message {
  const left = notices.length - MOST
  return makeMessage([
    richText([
      ...repeatedParts(context),
      ...notices.slice(0, MOST).flatMap((notice) => noticeParts(notice, watches)),
      ...(left > 0
        ? [line(say(`And ${left} more of these. `), code('/whodid doctor'), say(' tries every place.'))]
        : []),
    ]),
  ])
}

function noticeParts(notice: Notice, watches: ReadonlyMap<string, Watch>): readonly Part[] {
  switch (notice.kind) {
    case 'gap':
      return [
        line(
          stress('Watches here do not see everything: '),
          code(notice.place),
          say(', from '),
          time(notice.from),
          say(' on.'),
        ),
        line(
          say(`${notice.reason}: `),
          quote(notice.detail, 300),
          say(' I go on trying, and tell what I find as soon as I can look.'),
        ),
      ]
    case 'gap-over':
      if (announcedAccount(notice.place) !== undefined)
        return [
          line(
            stress('Read again: '),
            code(notice.place),
            say('. A file that could not be read in any of its tries is with the dead letters of the queue.'),
          ),
        ]
      return [
        line(
          stress('Seen again: '),
          code(notice.place),
          say('. What happened since '),
          time(notice.from),
          say(' has been looked through.'),
        ),
      ]
    case 'suspended':
      return suspendedParts(notice, watches.get(notice.watch))
    case 'slowed':
      return [
        line(stress('Too much to tell: '), say('this channel had more than forty messages within an hour.')),
        line(
          say(
            'From now on there is one digest every ten minutes, and what stands out at most once a minute. That ends by itself when it is quieter. Narrower watches, or hourly ones, help: ',
          ),
          code('/whodid watches'),
        ),
      ]
    default:
      return never(notice)
  }
}

function suspendedParts(notice: Extract<Notice, { kind: 'suspended' }>, watch: Watch | undefined): readonly Part[] {
  if (notice.reason === 'owner-gone') return orphanParts(notice, watch)
  return [
    line(
      stress('Your watch is suspended: '),
      say(`${WHY[notice.reason]}. `),
      say(MENDED_BY[notice.reason]),
      say(' What it finds meanwhile is kept, and told then.'),
    ),
    ...(watch === undefined
      ? []
      : [
          line(code(notice.watch), say(': '), watchCommandPiece(watch), say(' in '), {
            kind: 'channel',
            id: watch.channel,
          } as const),
        ]),
  ]
}

/** Told in the channel: there is nobody else. */
function orphanParts(notice: Extract<Notice, { kind: 'suspended' }>, watch: Watch | undefined): readonly Part[] {
  return [
    line(
      stress('A watch here is suspended: '),
      say(`${WHY[notice.reason]}. ${MENDED_BY[notice.reason]} What it finds meanwhile is kept, and told then.`),
    ),
    line(code(notice.watch), ...(watch === undefined ? [] : [say(': '), watchCommandPiece(watch)])),
  ]
}

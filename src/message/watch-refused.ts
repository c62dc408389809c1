import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, line, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { sayCount } from './say-count.ts'

/** Something about watches that its asker has to know, and what to do. */
export function watchRefusedMessage(why: string, more: string): Message {
  return makeMessage([richText([line(stress(why)), line(say(more))])])
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

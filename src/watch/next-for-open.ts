import type { Instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import type { WatchSettings } from './settings.ts'
import type { Book, Telling } from './watch.ts'

/** What to do about the message that is on its way. */
export function nextForOpen(
  book: Book,
  open: Telling,
  now: Instant,
  settings: WatchSettings,
): 'mark' | 'send' | 'look-back' | 'too-soon' | 'rest' {
  switch (open.state) {
    case 'sent':
      return 'mark'
    case 'unposted':
      if (now < open.again) return 'rest'
      return now < book.sentAt + settings.postGap ? 'too-soon' : 'send'
    case 'intent':
      return now - open.at >= settings.lookBackAfter ? 'look-back' : 'rest'
    default:
      return never(open.state)
  }
}

/**
 * What to do after looking whether a message was posted, of which nobody knew. Not found means little until the grace is
 * over: Slack may take a message after the connection broke.
 */
export function afterLookBack(
  open: Telling,
  found: 'absent' | 'cannot',
  now: Instant,
  settings: WatchSettings,
): 'send' | 'send-perhaps-again' | 'rest' {
  const age = now - open.at
  if (found === 'absent') return age >= settings.grace ? 'send' : 'rest'
  return age >= settings.perhapsAfter ? 'send-perhaps-again' : 'rest'
}

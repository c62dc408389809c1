import { maskMessage } from '../message/mask-message.ts'
import type { Message } from '../message/message.ts'
import { hasKey } from '../policy/mask-keys.ts'
import type { Watch } from '../watch/watch.ts'
import type { WatchMessages } from './watch-ports.ts'

/**
 * What watches tell, with access key ids masked where the owner of any watch that it is told for may not see whole records in that
 * channel. Asked only where there is a key in it.
 */
export function maskWatches(messages: WatchMessages, showsKeys: (watch: Watch) => Promise<boolean>): WatchMessages {
  async function told(message: Message, watches: readonly Watch[]): Promise<Message> {
    if (!hasKey(JSON.stringify(message))) return message
    const may = await Promise.all(watches.map(showsKeys))
    return may.length > 0 && may.every(Boolean) ? message : maskMessage(message)
  }

  return {
    async telling(telling, sightings, watches) {
      const ids = new Set(sightings.flatMap((sighting) => sighting.watches))
      const own = [...watches.values()].filter(({ id }) => ids.has(id))
      return told(await messages.telling(telling, sightings, watches), own)
    },
    async root(root, opening, watch) {
      return told(await messages.root(root, opening, watch), watch === undefined ? [] : [watch])
    },
  }
}

import { instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import type { Message } from '../message/message.ts'
import type { AccountName } from '../message/say-account.ts'
import { endsOf, watchDigestMessage } from '../message/watch-digest.ts'
import { watchMoreMessage, watchRootMessage } from '../message/watch-events.ts'
import { watchNoticeMessage } from '../message/watch-notice.ts'
import type { Redact } from '../policy/redact.ts'
import type { Window } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import { emptyBook } from '../watch/book.ts'
import { rootsAfter } from '../watch/roots.ts'
import { WATCH_SETTINGS } from '../watch/settings.ts'
import type { Said, Sighting, Watch } from '../watch/watch.ts'
import type { Carrier } from './ports.ts'
import { WATCH } from './watching.ts'
import type { WatchMessages } from './watch-ports.ts'

/** How tellings are said in Slack: without secrets, and with buttons that ask as whoever clicks them. */
export function makeWatchMessages(options: {
  readonly carrier: Carrier
  readonly redact: Redact
  readonly account: AccountName
}): WatchMessages {
  const { carrier, redact, account } = options
  return {
    async telling(telling, sightings, watches): Promise<Message> {
      const safe = sightings.map(cleaned)
      const { content, perhapsRepeated } = telling
      const context = { account, perhapsRepeated }
      switch (content.kind) {
        case 'notice':
          return watchNoticeMessage(content.notices, watches, context)
        case 'digest': {
          const parts = await Promise.all(split(safe, watches).map(digestOf))
          return watchDigestMessage(content.why, safe, parts, context)
        }
        case 'events': {
          const watch = watches.get(content.watch)
          if (content.root !== undefined)
            return watchMoreMessage(safe, watch, { ...context, tokens: await ownToken(watch) })
          const [root] = rootsAfter(emptyBook('', ''), telling, '', safe, telling.at, WATCH_SETTINGS)
          if (root === undefined) return watchMoreMessage(safe, watch, context)
          const opened = { ...root, who: named(root.who) }
          return watchRootMessage(opened, safe, watch, { ...context, tokens: await tokensOf(watch, root) })
        }
        default:
          return never(content)
      }
    },
    async root(root, opening, watch) {
      const said = { ...root, who: named(root.who) }
      return watchRootMessage(said, opening.map(cleaned), watch, { account, tokens: await tokensOf(watch, root) })
    },
  }

  function cleaned(sighting: Sighting): Sighting {
    const { said } = sighting
    const clean: Said = {
      ...said,
      who: named(said.who),
      address: redact.text(said.address),
      target: said.target && redact.text(said.target),
      error: said.error && redact.text(said.error),
    }
    return { ...sighting, said: clean }
  }

  /** Without secrets, and with accounts by their names. */
  function named(who: string): string {
    return redact.text(who).replace(/(?<=\()\d{12}(?=\)$)/, account)
  }

  async function digestOf(part: { readonly watch: Watch; readonly sightings: readonly Sighting[] }) {
    const [first, last] = endsOf(part.sightings)
    const window = first && last && windowOf(first.time, last.time)
    const { watch } = part
    const own = await carrier.carry(watch.team, `${WATCH}${watch.id}`)
    return { ...part, token: window && (await asked(watch, window)), own }
  }

  async function ownToken(watch: Watch | undefined) {
    if (watch === undefined) return undefined
    return { question: undefined, watch: await carrier.carry(watch.team, `${WATCH}${watch.id}`) }
  }

  async function tokensOf(
    watch: Watch | undefined,
    { first, last }: { readonly first: number; readonly last: number },
  ) {
    if (watch === undefined) return undefined
    const [question, own] = await Promise.all([
      asked(watch, windowOf(first, last)),
      carrier.carry(watch.team, `${WATCH}${watch.id}`),
    ])
    return { question, watch: own }
  }

  function asked({ team, terms, via }: Watch, window: Window): Promise<string | undefined> {
    return carrier.carry(team, sayQuestion({ terms, window, ...(via && { via }) }))
  }
}

/** Both ends whole seconds, as CloudTrail's times are; the last one included. */
function windowOf(first: number, last: number): Window {
  return { from: instant(Math.floor(first / 1_000) * 1_000), to: instant(Math.floor(last / 1_000) * 1_000 + 1_000) }
}

/** Each event under the first of its watches that there still is, the watch with most events first. */
function split(sightings: readonly Sighting[], watches: ReadonlyMap<string, Watch>) {
  const byWatch = new Map<Watch, Sighting[]>()
  for (const sighting of sightings) {
    const watch = sighting.watches.flatMap((id) => watches.get(id) ?? []).find(({ ended }) => ended === undefined)
    if (watch === undefined) continue
    const others = byWatch.get(watch)
    if (others === undefined) byWatch.set(watch, [sighting])
    else others.push(sighting)
  }
  return [...byWatch]
    .map(([watch, seen]) => ({ watch, sightings: seen }))
    .toSorted((a, b) => b.sightings.length - a.sightings.length)
}

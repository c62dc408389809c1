import { fields, text } from '../event/read-value.ts'
import { instant } from '../lib/instant.ts'
import { type Chain, type Hop, type Missing, weakest } from './chain.ts'
import type { Clues, Session } from './clues.ts'
import { goBack, MOST_HOPS } from './go-back.ts'
import { evidenceOf } from './link.ts'
import { makeMissing } from './looked.ts'

/** What a session goes back to. Pure, and the same whatever order the events came in. */
export function makeChain(session: Session, clues: Clues, mostHops = MOST_HOPS): Chain {
  const hops = goBack(session, undefined, clues, mostHops)
  const { id, keys, counts, forwarded, joined } = session
  return {
    session: id,
    keys,
    counts,
    forwarded,
    joined,
    hops,
    confidence: weakest(hops.map(({ confidence }) => confidence)),
    keyMade: keyMadeBy(hops[0], clues, mostHops),
  }
}

/** How far before its first use a long-term key's making is looked for. */
export const KEY_MADE_MS = 24 * 3_600_000

/** Who made the key that the chain begins with, if it was somebody else. One step: the maker's own key is not followed. */
function keyMadeBy(origin: Hop | undefined, clues: Clues, mostHops: number): Chain['keyMade'] {
  if (origin?.how !== 'access key' || origin.key === undefined) return undefined
  const [made, ...others] = clues.keysMade.get(origin.key) ?? []
  if (made === undefined || others.length > 0) return undefined
  const given = fields(made.response?.accessKey)
  if (made.account !== origin.who.account || text(given?.userName) !== origin.who.name) return undefined
  const maker = clues.sessions.get(clues.sessionOf(made))
  if (maker === undefined || made.actor.uniqueId === origin.who.uniqueId) return undefined
  const evidence = evidenceOf(made, ['responseElements.accessKey.accessKeyId', 'userIdentity'])
  return { evidence, hops: goBack(maker, made, clues, mostHops) }
}

/** What a chain would still need to know: where to look next, or what to say is missing. */
export function missingOf(chain: Chain, clues: Clues): readonly Missing[] {
  const hops = [...chain.hops, ...(chain.keyMade?.hops ?? [])]
  const [origin] = chain.hops
  const session = origin?.session === undefined ? undefined : clues.sessions.get(origin.session)
  const made =
    origin?.how !== 'access key' || session === undefined || chain.keyMade !== undefined
      ? []
      : [
          makeMissing(
            {
              what: 'key-made',
              key: origin.key,
              account: origin.who.account,
              from: instant(session.first - KEY_MADE_MS),
              to: instant(session.first + 1000),
            },
            clues.looked,
          ),
        ]
  return [...hops.flatMap(({ missing }) => missing), ...made]
}

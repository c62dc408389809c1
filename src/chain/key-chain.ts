import type { Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'
import { type Chain, type Hop, weakest } from './chain.ts'
import type { Clues } from './clues.ts'
import { farCaller } from './far-caller.ts'
import { goBack, MOST_HOPS } from './go-back.ts'
import { evidenceOf, fromOf, makeHop } from './link.ts'
import { outsideName } from './outside-name.ts'
import { whoIs } from './who-is.ts'

/**
 * A key of which no use was seen: who got it, and what they go back to. A chain of its own, as there is no session to make it
 * of; undefined where nothing tells who was given the key, or more than one does.
 */
export function makeKeyChain(key: string, clues: Clues, mostHops = MOST_HOPS): Chain | undefined {
  const [issue, ...others] = clues.byKey.get(key) ?? []
  const [made, ...more] = clues.keysMade.get(key) ?? []
  const event = issue?.event ?? made
  if (event === undefined || others.length + more.length > 0) return undefined
  const maker = clues.sessions.get(clues.sessionOf(event))
  if (maker === undefined) return undefined
  const before = issue?.far === true ? farCaller(issue, clues) : goBack(maker, event, clues, mostHops)
  if (issue === undefined) return madeChain(key, event, before)
  const who = issue.arn === undefined ? undefined : outsideName(issue.arn)
  const hop = makeHop({
    who: who ?? whoIs(event),
    how: issue.how,
    key,
    at: issue.time,
    from: fromOf(event),
    evidence: issue.copies.map((copy) => evidenceOf(copy, ['responseElements.credentials.accessKeyId'])),
    confidence: 'proven',
  })
  const hops = who === undefined ? before : [...before, hop]
  const confidence = weakest(hops.map((each) => each.confidence))
  return { session: `unused:${key}`, keys: [key], ...UNUSED, hops, confidence, keyMade: undefined }
}

const UNUSED = { counts: undefined, forwarded: undefined, joined: undefined } as const

function madeChain(key: string, made: Event, hops: readonly Hop[]): Chain {
  const name = text(fields(made.response?.accessKey)?.userName) ?? ''
  const evidence = evidenceOf(made, ['responseElements.accessKey'])
  const who = { kind: 'iam-user' as const, name, account: made.account }
  const user = makeHop({ who, how: 'access key', key, evidence: [evidence], confidence: 'proven' })
  return {
    session: `unused:${key}`,
    keys: [key],
    ...UNUSED,
    hops: [user],
    confidence: 'proven',
    keyMade: { evidence, hops },
  }
}

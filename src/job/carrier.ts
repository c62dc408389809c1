import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Questions } from './keeping.ts'
import type { Carrier } from './ports.ts'

/** A block_id has at most 255 characters; some are left for what tells blocks of one message apart. */
const LONGEST = 240
const MAC = 16
/** What words may come to when they are inflated: a question has at most 4,000 characters, in UTF-8. */
const INFLATED = 20_000

/**
 * Carries questions in buttons: `q1.` and the words, deflated, with a keyed hash of them and of the workspace; or `k1.` and
 * the id they are kept under, sealed likewise. Whoever has the same secret reads them, on any instance and after a restart.
 */
export function makeCarrier(secret: string, questions: Questions): Carrier {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'whodid buttons 1', 32))

  function seal(kind: Kind, team: string, content: Uint8Array): string {
    const mac = macOf(key, kind, team, content)
    return `${kind}.${Buffer.concat([mac, content]).toString('base64url')}`
  }

  return {
    async carry(team, words, isKept = false) {
      const token = isKept ? undefined : seal('q1', team, deflateRawSync(words))
      if (token !== undefined && token.length <= LONGEST) return token
      return seal('k1', team, Buffer.from(await questions.keep(team, words)))
    },
    async read(team, token) {
      const found = /^(q1|k1)\.([\w-]{22,340})$/.exec(token)
      if (found === null) return undefined
      const kind = found[1] as Kind
      const sealed = Buffer.from(found[2] ?? '', 'base64url')
      const content = sealed.subarray(MAC)
      if (sealed.length <= MAC || !timingSafeEqual(sealed.subarray(0, MAC), macOf(key, kind, team, content)))
        return undefined
      if (kind === 'k1') return questions.read(team, content.toString())
      return inflateRawSync(content, { maxOutputLength: INFLATED }).toString()
    },
  }
}

type Kind = 'q1' | 'k1'

function macOf(key: Uint8Array, kind: Kind, team: string, content: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${kind}\n${team}\n`).update(content).digest().subarray(0, MAC)
}

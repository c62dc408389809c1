import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

/** Text that only whoever holds the key can read, and that holds in one place only. */
export type Seal = {
  seal(text: string, place: readonly string[]): string
  /** Throws an Unsealed error where the text was sealed with another key, or for another place, or was changed. */
  open(sealed: string, place: readonly string[]): string
}

/** What was sealed cannot be opened. The message holds nothing of what is in it. */
export class Unsealed extends Error {
  override readonly name = 'Unsealed'
  readonly why: 'another key' | 'changed'

  constructor(why: Unsealed['why'], options?: ErrorOptions) {
    super(
      why === 'changed' ? 'what was sealed has been changed, or moved' : 'sealed with a key that is not here',
      options,
    )
    this.why = why
  }
}

const VERSION = 'v1'

/**
 * AES-256-GCM. Keys are 32 bytes in base64: the first seals, all of them open, so that a key can be replaced. `chance` gives
 * that many random bytes; a nonce of 96 bits must never come twice under one key.
 * https://nodejs.org/api/crypto.html#ccm-mode and NIST SP 800-38D, 8.2
 */
export function makeSeal(keys: readonly string[], chance: (bytes: number) => Uint8Array): Seal {
  const held = new Map(keys.map((key) => [idOf(key), Buffer.from(key, 'base64')]))
  const [newest] = held
  if (newest === undefined) throw new RangeError('there is no key to seal with')
  const [newestId, newestKey] = newest
  return {
    seal(text, place) {
      const nonce = chance(12)
      const cipher = createCipheriv('aes-256-gcm', newestKey, nonce)
      cipher.setAAD(placeOf(newestId, place))
      const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return `${VERSION}.${newestId}.${Buffer.concat(parts).toString('base64url')}`
    },
    open(sealed, place) {
      const [version, id = '', body = '', ...more] = sealed.split('.')
      const bytes = Buffer.from(body, 'base64url')
      // The last letter can be spelt in several ways: only ours counts.
      if (version !== VERSION || more.length > 0 || bytes.length < 28 || bytes.toString('base64url') !== body) {
        throw new Unsealed('changed')
      }
      const key = held.get(id)
      if (key === undefined) throw new Unsealed('another key')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        decipher.setAAD(placeOf(id, place))
        decipher.setAuthTag(bytes.subarray(-16))
        return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
      } catch (error) {
        throw new Unsealed('changed', { cause: error })
      }
    },
  }
}

/** Tells keys apart, and says nothing of them. */
function idOf(key: string): string {
  return createHash('sha256').update(`which key this is\n${key}`).digest('hex').slice(0, 12)
}

function placeOf(id: string, place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, id, ...place]))
}

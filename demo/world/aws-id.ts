import type { Random } from './random.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * A key or unique id as AWS makes them today: a prefix of four letters, then the account (40 bits, base32), then chance.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function makeAwsId(prefix: 'AKIA' | 'ASIA' | 'AIDA' | 'AROA', account: string, random: Random): string {
  let bits = 16 * 2 ** 40 + Number(account) * 16 + random.int(0, 15)
  let text = ''
  for (let i = 0; i < 9; i++) {
    text = ALPHABET[bits % 32] + text
    bits = Math.floor(bits / 32)
  }
  return prefix + text + random.base32(7)
}

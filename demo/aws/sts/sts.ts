import { word } from '../history.ts'
import { Refusal } from '../refusal.ts'
import type { Ground, Operation, Service } from '../service.ts'
import { assumeRole } from './assume-role.ts'

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export function makeSts(ground: Ground): Service {
  return {
    name: 'sts',
    target: '2011-06-15',
    protocol: 'query',
    throttled: 'Throttling',
    operations: {
      AssumeRole: { run: (ask) => assumeRole(ground, ask) },
      GetCallerIdentity: {
        run: ({ principal }) => ({ UserId: principal.userId, Account: principal.account, Arn: principal.arn }),
      },
      GetAccessKeyInfo: accessKeyInfo,
    },
  }
}

/** The account is in the key itself: forty bits after the prefix. */
const accessKeyInfo: Operation = {
  wants: ({ region }) => [{ action: 'sts:GetAccessKeyInfo', resource: '*', region }],
  run({ input }) {
    const key = word(input['AccessKeyId'])
    if (!/^\w{16,128}$/.test(key)) {
      const what = `Value '${key}' at 'accessKeyId' failed to satisfy constraint`
      throw new Refusal('ValidationError', `1 validation error detected: ${what}: Member must be a key id`)
    }
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
    let bits = 0n
    for (const letter of key.slice(4, 14)) bits = bits * 32n + BigInt(Math.max(0, alphabet.indexOf(letter)))
    const account = ((bits >> 2n) & 0x7fffffffff80n) >> 7n
    return { Account: String(account).padStart(12, '0') }
  },
}

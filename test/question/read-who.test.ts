import { expect, it } from 'vitest'
import { ask, termsOf } from './asking.ts'

const KEY = 'AKIAIOSFODNN7EXAMPLE'

const rows: readonly (readonly [words: string, terms: string])[] = [
  ['Alice 24h', 'name=Alice'],
  ['alice 24h', 'name=alice'],
  ['Alice Bob 24h', 'name=Alice name=Bob'],
  ['Alice, Bob', 'name=Alice name=Bob'],
  ['Alice and Bob or Carol', 'name=Alice name=Bob name=Carol'],
  ['24h Alice', 'name=Alice'],
  ['ali*', 'name=ali*'],
  ['"ali"*', 'name=ali*'],
  ['bert-jan', 'name=bert-jan'],
  ['a_b=c+d@e.f-g', 'name=a_b=c+d@e.f-g'],
  ['stratus-red-team-nmfalu-gfjyeaypjt', 'name=stratus-red-team-nmfalu-gfjyeaypjt'],
  ['i-0123456789abcdef0', 'name=i-0123456789abcdef0'],
  ["O'Brien 24h", "name=O'Brien"],
  ['"Mary Major"', 'name=Mary Major'],
  ["'Mary Major' 7d", 'name=Mary Major'],
  ['`Alice`', 'name=Alice'],
  ['alice@example.com', 'name=alice@example.com'],
  ['Jörg', 'name=Jörg'],
  ['user:Alice', 'user=Alice'],
  ['User:Alice', 'user=Alice'],
  ['userName:Alice', 'user=Alice'],
  ['user Alice', 'user=Alice'],
  ['user: Alice', 'user=Alice'],
  ['user:ali*', 'user=ali*'],
  ['session:ci-42', 'session=ci-42'],
  ['role:Admin role:Ops*', 'role=Admin role=Ops*'],
  ['the role Admin', 'role=Admin'],
  ['name:since', 'name=since'],
  ['user:errors errors', 'user=errors outcome=errors'],
  ['"errors"', 'name=errors'],
  ['"24h"', 'name=24h'],
  ['"root"', 'name=root'],
  ['root', 'root='],
  ['Root denied', 'root= outcome=denied'],
  ['AliceRoot', 'name=AliceRoot'],
  ['arn:aws:iam::111122223333:role/Admin', 'arn=arn:aws:iam::111122223333:role/Admin'],
  ['arn:aws:iam::111122223333:role/ops/eu/Admin', 'arn=arn:aws:iam::111122223333:role/ops/eu/Admin'],
  ['arn:aws:iam::111122223333:user/Alice', 'arn=arn:aws:iam::111122223333:user/Alice'],
  ['arn:aws:iam::111122223333:root', 'arn=arn:aws:iam::111122223333:root'],
  ['arn:aws-us-gov:iam::111122223333:user/Alice', 'arn=arn:aws-us-gov:iam::111122223333:user/Alice'],
  ['arn:aws:sts::111122223333:assumed-role/Admin', 'arn=arn:aws:sts::111122223333:assumed-role/Admin'],
  ['arn:aws:sts::111122223333:assumed-role/Admin/bob', 'arn=arn:aws:sts::111122223333:assumed-role/Admin/bob'],
  ['arn:arn:aws:iam::111122223333:role/Admin', 'arn=arn:aws:iam::111122223333:role/Admin'],
  ['role:arn:aws:iam::111122223333:role/Admin', 'arn=arn:aws:iam::111122223333:role/Admin'],
  [KEY, `key=${KEY}`],
  ['ASIA8D4EB41DC82E6580', 'key=ASIA8D4EB41DC82E6580'],
  [`key:${KEY}`, `key=${KEY}`],
  ['AIDAJ45Q7YFFAREXAMPLE', 'uniqueId=AIDAJ45Q7YFFAREXAMPLE'],
  ['id:AROAEXAMPLE123456', 'uniqueId=AROAEXAMPLE123456'],
  ['9067abcdef-11112222-3333-4444-5555-666677778888', 'uniqueId=9067abcdef-11112222-3333-4444-5555-666677778888'],
  ['service:lambda', 'service=lambda.amazonaws.com'],
  ['service:ec2.amazonaws.com', 'service=ec2.amazonaws.com'],
  ['anyone', ''],
  ['anyone errors', 'outcome=errors'],
  ['24h', ''],
  ['not Alice', '!name=Alice'],
  ['-Alice', '!name=Alice'],
  ['not:user:Alice', '!user=Alice'],
  ['anyone except root', '!root='],
  ['what did Alice do yesterday', 'name=Alice'],
  ['what has Alice done in the last 24h?', 'name=Alice'],
  ['show Alice', 'name=Alice'],
  ['whodid Alice', 'name=Alice'],
  ['/whodid whodid Alice', 'name=Alice'],
  ['"whodid"', 'name=whodid'],
  ['Jan 24h', 'name=Jan'],
  ['May errors', 'name=May outcome=errors'],
]

it.each(rows)('%j asks about the identities %j', (words, terms) => {
  expect(termsOf(ask(words))).toBe(terms)
})

it('a star inside quotes belongs to the name, and one behind them does not', () => {
  const [inside, behind] = ['"ali*"', '"ali"*'].map((words) => ask(words))

  expect(inside).toMatchObject({ question: { terms: [{ predicate: { value: 'ali*', prefix: false } }] } })
  expect(behind).toMatchObject({ question: { terms: [{ predicate: { value: 'ali', prefix: true } }] } })
})

it('without words of time the window is the default one, and the reading says so', () => {
  expect(ask('Alice')).toMatchObject({ kind: 'understood', defaultWindow: true })
  expect(ask('Alice 24h')).toMatchObject({ kind: 'understood', defaultWindow: false })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { makeRedact } from '../../src/policy/redact.ts'
import { cleanText } from '../../src/policy/secret-text.ts'
import { event, roleSession } from '../made/records.ts'
import { PLANTED } from './secrets.ts'

const SECRET = 'hunter2-fake'
const redact = makeRedact()

describe('a field is hidden by its name', () => {
  it.each<readonly [where: string, request: Fields]>([
    ['a password', { masterUserPassword: SECRET }],
    ['whatever its spelling', { Master_User_PASSWORD: SECRET }],
    ['a dashed name', { 'X-Amz-Security-Token': SECRET, 'x-amz-signature': SECRET }],
    ['in a list', { users: [{ password: SECRET }] }],
    ['a list of them', { passwords: [SECRET, SECRET] }],
    ['a number', { tokenCode: 123456 }],
    ['an object', { secret: { value: SECRET } }],
    ['a value beside its name', { parameters: [{ parameterKey: 'DbPassword', parameterValue: SECRET }] }],
    ['an environment as a map', { environment: { variables: { DB: SECRET } } }],
    ['an environment as a list', { containerDefinitions: [{ environment: [{ name: 'DB', value: SECRET }] }] }],
    ['stage variables', { variables: { db: SECRET } }],
    ['user data', { userData: SECRET }],
    ['a SAML assertion', { sAMLAssertion: SECRET }],
    ['inside JSON that is text', { template: JSON.stringify({ deep: { adminPassword: SECRET } }) }],
    ['JSON inside JSON', { a: JSON.stringify({ b: JSON.stringify({ password: SECRET }) }) }],
    ['too deep to look', { a: deep(SECRET, 90) }],
  ])('%s', (_, request) => {
    const safe = redact.event(event({ requestParameters: request, responseElements: request }))

    expect(JSON.stringify(safe)).not.toMatch(/hunter2|123456/)
    expect(safe.hidden.count).toBeGreaterThan(0)
    expect(safe.hidden.where.join()).toMatch(/requestParameters/)
  })

  it('names that were set are hidden too, with a star at either end', () => {
    const own = makeRedact({ fields: ['*Pin', 'customer*', 'exactly'], beginnings: ['acme_live_'] })
    const request = {
      cardPin: SECRET,
      customerName: SECRET,
      exactly: SECRET,
      exactlyNot: 'kept',
      note: `acme_live_${SECRET}`,
    }

    const safe = own.event(event({ requestParameters: request }))

    expect(JSON.stringify(safe)).not.toContain(SECRET)
    expect(safe.request).toMatchObject({ exactlyNot: 'kept', note: '[hidden]' })
  })
})

describe('a secret is hidden by its look', () => {
  it.each<readonly [what: string, text: string]>([
    ...PLANTED,
    ['a connection string', 'Server=db;User=sa;Password=hunter2-fake;'],
    ['a password in a link', 'postgres://app:hunter2-fake@db.example.com/orders'],
    [
      'a signed link',
      'https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE&X-Amz-Signature=hunter2-fake',
    ],
    ['a command line', 'mysqldump --password hunter2-fake orders'],
    ['an option', 'deploy --db-password=hunter2-fake'],
    ['a header', 'Authorization: Basic hunter2-fake'],
    ['a bearer', 'curl -H "Bearer hunter2-fake"'],
    ['JSON in a sentence', 'failed with {"password":"hunter2-fake"} at once'],
    ['JSON in JSON in a sentence', String.raw`x {\"password\":\"hunter2-fake\"} y`],
    ['a quoted value that was cut off', 'password="hunter2-fake'],
  ])('%s', (_, text) => {
    const safe = redact.event(
      event({ requestParameters: { note: text }, errorMessage: `it said: ${text}`, userAgent: text }),
    )
    const bare = text.startsWith('-----') ? 'wJalr' : text.includes('hunter2') ? 'hunter2' : text

    expect(JSON.stringify(safe)).not.toContain(bare)
    expect(safe.error?.message).toMatch(/^it said/)
  })
})

describe('what is no secret stays', () => {
  const KEPT: Fields = {
    secretId: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/db-AbCdEf',
    clientRequestToken: 'D796F4C4-6073-485E-B59D-DEA24780EE7A',
    nextToken: 'page-2',
    masterUserSecret: { secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:x' },
    passwordResetRequired: true,
    policyDocument: '{"Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*"}]}',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    environment: 'prod',
    httpTokens: 'required',
    sha: '0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33',
    key: 'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/23/x.json.gz',
    hidden: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    url: 'https://sqs.eu-central-1.amazonaws.com/111122223333/orders',
    subjectFromWebIdentityToken: 'repo:acme/app:ref:refs/heads/main',
  }

  it.each(Object.entries(KEPT))('%s', (name, value) => {
    const safe = redact.event(event({ requestParameters: { [name]: value } }))

    expect(safe.request).toEqual({ [name]: value })
    expect(safe.hidden.count).toBe(0)
  })

  it('the ids that tell sessions apart, in who acted and in what was given out', () => {
    const keys = { credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: SECRET } }
    const safe = redact.event(event({ userIdentity: roleSession('Deploy', 'ci-42'), responseElements: keys }))

    expect(safe.actor.keyId).toBe('ASIAFAKESESSION00001')
    expect(safe.response).toEqual({
      credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: '[hidden]', sessionToken: '[hidden]' },
    })
    expect(safe.hidden).toEqual({
      count: 2,
      where: ['responseElements.credentials.secretAccessKey', 'responseElements.credentials.sessionToken'],
    })
  })
})

describe('plain data', () => {
  it('loses the secrets in its texts however deep they are, and nothing else', () => {
    const text = 'arn:aws:s3:::ledger?X-Amz-Signature=0123456789abcdef0123456789abcdef'
    const data = { a: [{ text, count: 3, none: null, flag: true }, 'short'], b: text }

    const safe = redact.plain(data)

    expect(JSON.stringify(safe)).not.toContain('0123456789abcdef')
    expect(safe).toMatchObject({ a: [{ count: 3, none: null, flag: true }, 'short'] })
    expect(Object.keys(safe)).toEqual(['a', 'b'])
  })
})

it('a secret that holds much says so much and no more: its first places are told, all are counted', () => {
  const request = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`user${n}`, { password: SECRET }]))
  const { hidden } = redact.event(event({ requestParameters: request }))

  expect(hidden.count).toBe(50)
  expect(hidden.where).toHaveLength(20)
})

it('what is longer than CloudTrail writes is hidden whole, not looked through', () => {
  const safe = redact.event(event({ requestParameters: { note: 'x'.repeat(1_000_001) } }))

  expect(JSON.stringify(safe.record).length).toBeLessThan(10_000)
  expect(safe.hidden.where).toEqual(['requestParameters.note'])
})

it('the id of a key stays beside the secret that was made with it', () => {
  const response = { secret: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', value: SECRET } }
  const safe = redact.event(event({ responseElements: response }))

  expect(JSON.stringify(safe.response)).toContain('AKIAIOSFODNN7EXAMPLE')
  expect(JSON.stringify(safe)).not.toContain(SECRET)
})

it('whatever is planted wherever, it is gone, and the shape is the same', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
  const tree = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, leaf, fc.dictionary(fc.string(), tie('any')), fc.array(tie('any'))),
  })).any
  const planted = fc.constantFrom(...PLANTED.map(([, secret]) => secret))
  const around = fc.constantFrom('', 'x ', '"', '=', "key='", '{"a":"')
  fc.assert(
    fc.property(tree, planted, around, fc.string({ maxLength: 5 }), (value, secret, before, name) => {
      const request = { [name]: [value, `${before}${secret}`], __proto__own: value, list: [{ [name]: secret }] }

      const safe = redact.event(event({ requestParameters: request, additionalEventData: request }))

      expect(JSON.stringify(safe)).not.toContain(JSON.stringify(secret.slice(-24)).slice(1, -1))
      expect(shapeOf(safe.request)).toEqual(shapeOf(request))
    }),
    { numRuns: 300 },
  )
})

/** A pattern that tries again from every place would not come back from these before the test's time is over. */
it.each([
  'eyJ-',
  'eyJa.',
  '-----BEGIN PRIVATE KEY',
  '://',
  '://a:',
  'password=',
  'password"',
  'password":"\\\\',
  '--a',
  'Bearer ',
  'authorization:',
  '"a',
  'IQoJb3JpZ2lu ',
  'sk-',
  'aB3/',
])('two hundred thousand characters of %s are read at once', (each) => {
  const text = each.repeat(200_000 / each.length)

  expect(cleanText(text, true, []).text).toBeTypeOf('string')
})

function deep(value: unknown, levels: number): unknown {
  return levels === 0 ? value : { a: deep(value, levels - 1) }
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return 'leaf'
  return Object.values(value).map(shapeOf)
}

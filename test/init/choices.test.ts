import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { askChoices, type Said } from '../../src/init/ask-choices.ts'
import { readAccounts, readUrl } from '../../src/init/choices.ts'
import { makeFiles } from '../../src/init/make-files.ts'
import { nextSteps } from '../../src/init/next-steps.ts'

const MANIFEST = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
const newId = () => 'whodid-new'
const ALL: Said = { accounts: '111122223333=prod', people: 'U0123456789' }

describe('what is chosen', () => {
  it('has defaults for all but what nobody else can know', async () => {
    expect(await askChoices(ALL, undefined, newId)).toEqual({
      kind: 'chosen',
      choices: {
        road: { kind: 'socket' },
        aws: {
          accounts: [{ id: '111122223333', alias: 'prod' }],
          regions: ['us-east-1'],
          principal: undefined,
          externalId: 'whodid-new',
        },
        files: undefined,
        people: ['U0123456789'],
      },
    })
    expect(await askChoices({}, undefined, newId)).toMatchObject({
      kind: 'wrong',
      why: expect.stringContaining('--accounts'),
    })
    expect(await askChoices({ accounts: '111122223333' }, undefined, newId)).toMatchObject({
      why: expect.stringContaining('--people'),
    })
  })

  it.each<[Said, RegExp]>([
    [{ mode: 'sockets' }, /--mode takes socket, http or lambda, not "sockets"/],
    [{ mode: 'http' }, /--url is needed: an https address/],
    [{ mode: 'http', url: 'http://whodid.example.com' }, /--url takes an https address/],
    [{ mode: 'lambda', url: 'https://localhost/x' }, /--url takes/],
    [{ accounts: '12345' }, /--accounts takes twelve digits/],
    [{ accounts: '111122223333=prod,444455556666=prod' }, /--accounts takes .*each once/],
    [{ regions: 'Frankfurt' }, /--regions takes Regions such as/],
    [{ principal: 'whodid' }, /--principal takes an ARN/],
    [{ externalId: 'ein Wort' }, /--external-id takes 2 to 1,224/],
    [{ people: '@alice' }, /--people takes ids from Slack/],
    [{ places: 'files', files: '' }, /--files takes a folder/],
    [{ workspaces: 'example.slack.com' }, /--workspaces takes ids such as T0123456789/],
    [{ workspaces: 'T0123456789' }, /--public-url is needed: an https address/],
    [{ workspaces: 'T0123456789', publicUrl: 'http://example.com' }, /--public-url takes an https address/],
  ])('%j cannot be used', async (said, why) => {
    expect(await askChoices({ ...ALL, ...said }, undefined, newId)).toMatchObject({
      kind: 'wrong',
      why: expect.stringMatching(why),
    })
  })

  it('is asked one after the other, again where a reply cannot be used, and not where it was said', async () => {
    const questions: string[] = []
    const replies = [
      'HTTP',
      'whodid',
      'whodid.example.com',
      '',
      '111122223333=prod',
      '',
      '',
      '',
      'me',
      'U0123456789',
      '',
    ]
    const ask = async (question: string) => {
      questions.push(question)
      return replies.shift()
    }
    const chosen = await askChoices({ regions: 'eu-west-1' }, ask, newId)

    expect(chosen).toMatchObject({
      kind: 'chosen',
      choices: { road: { url: 'https://whodid.example.com/slack/events' } },
    })
    expect(questions[2]).toMatch(/^ {2}That cannot be used: an https address/)
    expect(questions.filter((one) => one.includes('Regions'))).toEqual([])
    expect(questions.at(-2)).toMatch(/That cannot be used/)
    expect(questions.at(-1)).toMatch(/^More than one Slack workspace\?.* \[one\]: $/)
    expect(questions.find((one) => one.includes('external id'))).toContain('[whodid-new]')
  })

  it('is nothing where nobody answers any more', async () => {
    expect(await askChoices({}, async () => undefined, newId)).toMatchObject({
      kind: 'wrong',
      why: expect.stringContaining('Nothing was written'),
    })
  })
})

it.each([
  ['whodid.example.com', 'https://whodid.example.com/slack/events'],
  ['https://whodid.example.com/', 'https://whodid.example.com/slack/events'],
  ['https://abc.lambda-url.eu-west-1.on.aws/slack', 'https://abc.lambda-url.eu-west-1.on.aws/slack'],
  ['http://whodid.example.com', undefined],
  ['https://127.0.0.1/x', undefined],
  ['https://me:pw@example.com', undefined],
  ['nonsense', undefined],
])('the address %s is %s', (said, url) => {
  expect(readUrl(said)).toBe(url)
})

it('for Lambda the address may come later, and there are no folders', async () => {
  const later = await askChoices({ ...ALL, mode: 'lambda' }, undefined, newId)
  if (later.kind === 'wrong') throw new Error(later.why)

  expect(later.choices.road).toEqual({ kind: 'lambda', url: 'https://example.com/slack/events' })
  expect(nextSteps(later.choices).join('\n')).toMatch(/in the place of https:\/\/example\.com/)
  expect(await askChoices({ ...ALL, mode: 'lambda', places: 'files' }, undefined, newId)).toMatchObject({
    why: expect.stringMatching(/--places takes aws, as there are no folders in Lambda/),
  })
  const two = 'arn:aws:iam::111122223333:role/a,arn:aws:iam::111122223333:role/b'
  expect(await askChoices({ ...ALL, principal: two }, undefined, newId)).toMatchObject({ kind: 'chosen' })
})

it('accounts without a name get one', () => {
  expect(readAccounts('111122223333 444455556666=dev')).toEqual([
    { id: '111122223333', alias: 'account-3333' },
    { id: '444455556666', alias: 'dev' },
  ])
})

it.each([
  ['socket', [/From a manifest/, /connections:write/, /reader-role\.yml/, /doctor/, /npm start/, /invite/]],
  ['http', [/From a manifest/, /signing secret/, /npm start/, /verify the address/, /invite/]],
  [
    'lambda',
    [/From a manifest/, /signing secret/, /osls -- deploy/, /verify the address/, /reader-role\.yml/, /invite/],
  ],
] as const)('the steps that are left for %s are in order', async (mode, steps) => {
  const chosen = await askChoices({ ...ALL, mode, url: 'whodid.example.com' }, undefined, newId)
  if (chosen.kind === 'wrong') throw new Error(chosen.why)
  const left = nextSteps(chosen.choices)

  const places = steps.map((step) => left.findIndex((one) => step.test(one)))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

describe('for several workspaces', () => {
  const several = { ...ALL, workspaces: 'T0123456789, E0123456789', publicUrl: 'whodid.example.com' }

  it.each([
    ['socket', undefined, 'https://whodid.example.com'],
    ['http', 'bot.example.com', 'https://bot.example.com'],
    ['lambda', 'https://abc.example.com/slack/events', 'https://abc.example.com'],
    ['lambda', 'https://abc.example.com/prod/slack/events', 'https://abc.example.com/prod'],
  ])('over %s, they install the bot at the address that there is', async (mode, url, publicUrl) => {
    const chosen = await askChoices({ ...several, mode, url }, undefined, newId)

    expect(chosen).toMatchObject({
      choices: { several: { workspaces: ['T0123456789', 'E0123456789'], publicUrl } },
    })
  })

  it.each(['https://example.com/whodid', 'https://example.com/whodid/', 'example.com/whodid/slack/install'])(
    'a path of the public address is kept: %s',
    async (publicUrl) => {
      const chosen = await askChoices({ ...several, mode: 'socket', publicUrl }, undefined, newId)

      expect(chosen).toMatchObject({ choices: { several: { publicUrl: 'https://example.com/whodid' } } })
    },
  )

  it.each(['socket', 'http', 'lambda'])('the steps that are left over %s name no bot token', async (mode) => {
    const chosen = await askChoices({ ...several, mode, url: 'whodid.example.com' }, undefined, newId)
    if (chosen.kind === 'wrong') throw new Error(chosen.why)
    const left = nextSteps(chosen.choices).join('\n')

    expect(left).not.toMatch(/xoxb|SLACK_BOT_TOKEN/)
    expect(left).toContain('https://whodid.example.com/slack/install')
    expect(left).toContain('openssl rand -base64 32')
    expect(left).toContain('in the place of 0.0')
  })

  it('the settings are ones that can be read, and every rule names the workspaces', async () => {
    const chosen = await askChoices(several, undefined, newId)
    if (chosen.kind === 'wrong') throw new Error(chosen.why)
    const [settings, manifest] = makeFiles(chosen.choices, MANIFEST)

    const { slack, policy } = readSettings(settings?.text ?? '', 'whodid.yml')
    expect(slack.oauth).toMatchObject({ clientId: '0.0', workspaces: ['T0123456789', 'E0123456789'] })
    expect(policy.map(({ workspaces }) => workspaces)).toEqual([['T0123456789', 'E0123456789']])
    expect(manifest?.text).toContain('https://whodid.example.com/slack/oauth_redirect')
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Browser, buttonOf, openBrowser, type Seen } from './browser.ts'
import { CLIENT_SECRET, KEY, type Site, startSite } from './install-site.ts'

const sites: Site[] = []
const start = async (...given: Parameters<typeof startSite>) => {
  const site = await startSite(...given)
  sites.push(site)
  return site
}
afterEach(async () => {
  for (const site of sites.splice(0)) {
    expect(site.slack.problems).toEqual([])
    const written = site.lines.join('\n')
    expect(written).not.toMatch(/xox[a-z]|fake\.code|code=|state=/)
    expect(written.includes(CLIENT_SECRET) || written.includes(KEY)).toBe(false)
    await site.close()
  }
})

const HERE = { enterprise: undefined, team: 'T00FAKE' } as const

describe('installing', () => {
  test('Add to Slack, Allow: the page says what to do next, and the bot speaks there', async () => {
    const site = await start()

    const seen = await install(site, openBrowser())

    expect(seen.status).toBe(200)
    expect(wordsOf(seen)).toContain('whodid is installed in Fake Company')
    expect(wordsOf(seen)).toContain('A rule of the settings names it')
    expect(await site.installations.of(HERE)).toEqual({
      token: 'xoxb-fake',
      botUserId: 'U00WHODID',
      botId: 'B00WHODID',
      orgWide: false,
    })
    expect(await site.installations.all()).toEqual([HERE])
    expect(site.lines.filter((line) => line.includes('"deed":"install"') && line.includes('installed'))).toHaveLength(1)
  })

  test('where no rule names the workspace, the page says that nobody may ask yet, and what is to be done', async () => {
    const site = await start({ ruled: ['E00ELSE'] })

    const seen = await install(site, openBrowser())

    expect(wordsOf(seen)).toContain('Nobody there may ask anything yet: no rule of the settings names it.')
    expect(wordsOf(seen)).toContain('adds T00FAKE to the workspaces of a rule under policy')
  })

  test('Slack is asked for what the manifest names, and nothing else', async () => {
    const site = await start()

    const { location = '', headers } = await openBrowser().step(`${site.url}/slack/install`)

    const query = new URL(location).searchParams
    expect(query.get('scope')?.split(',').toSorted()).toEqual([...site.slack.scopes].toSorted())
    expect(query.get('user_scope')).toBe('')
    expect(query.get('team')).toBe('T00FAKE')
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-whodid-install=[\w-]{22}; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    )
  })

  test('nothing on a page comes from elsewhere or runs, and no page holds a code, a state or a token', async () => {
    const site = await start()
    const browser = openBrowser()
    const pages = [await install(site, browser), await deny(site, browser), await browser.open(`${site.url}/elsewhere`)]

    for (const { headers, text } of pages) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}';/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(text).not.toMatch(/<script|<img|src=|https?:|xox|fake\.code/)
    }
  })

  test('twice at once, in two tabs of a browser: both can be finished', async () => {
    const site = await start()
    const browser = openBrowser()
    const [one, other] = [await begin(site, browser), await begin(site, browser)]

    expect((await browser.open(buttonOf(one, 'allow').href)).status).toBe(200)
    expect((await browser.open(buttonOf(other, 'allow').href)).status).toBe(200)
  })

  test('where Slack cannot say more of the bot, it is installed all the same', async () => {
    const site = await start()
    site.slack.faults.add({ on: 'auth.test', kind: 'drop' })

    expect((await install(site, openBrowser())).status).toBe(200)
    expect((await site.installations.of(HERE))?.botId).toBeUndefined()
    expect((await site.installations.of(HERE))?.token).toBe('xoxb-fake')
  })

  test('what looks at the link before a person does, does not use it up', async () => {
    const site = await start()
    const browser = openBrowser()
    const back = (await browser.step(buttonOf(await begin(site, browser), 'allow').href)).location ?? ''

    expect((await fetch(back, { method: 'HEAD', headers: cookieOf(browser) })).status).toBe(200)
    expect((await fetch(back, { method: 'POST', headers: cookieOf(browser) })).status).toBe(405)
    expect((await browser.open(back)).status).toBe(200)
  })
})

describe('a refusal says what happened and what to do next, and nothing is kept:', () => {
  test('Cancel in Slack', async () => {
    const site = await start()

    const seen = await deny(site, openBrowser())

    expect([seen.status, wordsOf(seen)]).toEqual([200, expect.stringContaining('You cancelled it in Slack')])
    await nothingKept(site)
  })

  test('begun in another browser', async () => {
    const site = await start()
    const page = await begin(site, openBrowser())

    const seen = await openBrowser().open(buttonOf(page, 'allow').href)

    expect([seen.status, wordsOf(seen)]).toEqual([403, expect.stringContaining('was not begun in this browser')])
    await nothingKept(site)
  })

  test('finished after more than ten minutes', async () => {
    const site = await start()
    const browser = openBrowser()
    const page = await begin(site, browser)
    site.wait(10 * 60_000)

    const seen = await browser.open(buttonOf(page, 'allow').href)

    expect([seen.status, wordsOf(seen)]).toEqual([403, expect.stringContaining('longer than ten minutes')])
    await nothingKept(site)
  })

  test('the same address opened again', async () => {
    const site = await start()
    const browser = openBrowser()
    const back = (await browser.step(buttonOf(await begin(site, browser), 'allow').href)).location ?? ''
    const headers = cookieOf(browser)
    const seen = await Promise.all([fetch(back, { headers }), fetch(back, { headers })])

    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200, 403]))
    const later = await fetch(back, { headers })
    expect([later.status, await later.text()]).toEqual([403, expect.stringContaining('already finished')])
    expect(await site.installations.of(HERE)).toBeDefined()
  })

  test('a workspace that the settings do not name: what Slack had granted is given back at once', async () => {
    const site = await start({ workspaces: ['T00ELSE'] })

    const seen = await install(site, openBrowser())

    expect([seen.status, wordsOf(seen)]).toEqual([
      403,
      expect.stringContaining('adds T00FAKE to slack.oauth.workspaces'),
    ])
    expect(wordsOf(seen)).toContain('what Slack had granted was given back')
    expect(site.slack.isInstalled()).toBe(false)
    expect(site.lines.some((line) => line.includes('"outcome":"refused"'))).toBe(true)
    await nothingKept(site)
  })

  test('the same where Slack does not take it back: the page says what to do by hand', async () => {
    const site = await start({ workspaces: ['T00ELSE'] })
    site.slack.faults.add({ on: 'auth.revoke', kind: '500' })

    const seen = await install(site, openBrowser())

    expect(wordsOf(seen)).toContain('could not be given back: remove the app whodid there')
    await nothingKept(site)
  })

  test('less granted than is needed; without what is optional it works', async () => {
    const site = await start()
    const browser = openBrowser()

    const seen = await install(site, browser, { without: 'chat:write,im:write,files:write' })

    expect([seen.status, wordsOf(seen)]).toEqual([
      403,
      expect.stringContaining('Without chat:write, im:write it cannot work'),
    ])
    expect(site.slack.isInstalled()).toBe(false)
    await nothingKept(site)
    expect((await install(site, browser, { without: 'files:write,users:read.email' })).status).toBe(200)
  })

  test('less granted than is needed, where the bot is installed already: that goes on', async () => {
    const site = await start()
    const browser = openBrowser()
    await install(site, browser)

    expect((await install(site, browser, { without: 'chat:write' })).status).toBe(403)
    expect(site.slack.isInstalled()).toBe(true)
    expect(await site.installations.of(HERE)).toBeDefined()
  })

  test('a code that Slack does not know', async () => {
    const site = await start()
    const browser = openBrowser()
    const back = new URL((await browser.step(buttonOf(await begin(site, browser), 'allow').href)).location ?? '')
    back.searchParams.set('code', 'made-up')

    const seen = await browser.open(back.href)

    expect([seen.status, wordsOf(seen)]).toEqual([400, expect.stringContaining('Slack says: invalid_code')])
    await nothingKept(site)
  })

  test('a secret that is not the app’s: whoever runs the bot is told, in the log too', async () => {
    const site = await start({ clientSecret: 'another-client-secret' })

    const seen = await install(site, openBrowser())

    expect([seen.status, wordsOf(seen)]).toEqual([500, expect.stringContaining('Slack says: bad_client_secret')])
    expect(site.lines.some((line) => line.startsWith('error slack does not accept the settings'))).toBe(true)
    await nothingKept(site)
  })

  test.each(['500', 'drop', 'truncate', '429'] as const)('Slack is away (%s)', async (kind) => {
    const site = await start()
    site.slack.faults.add({ on: 'oauth.v2.access', kind })

    const seen = await install(site, openBrowser())

    expect([seen.status, wordsOf(seen)]).toEqual([503, expect.stringContaining('Slack cannot be reached just now')])
    await nothingKept(site)
  })

  test('the bot cannot keep anything: the log says why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whodid-install-'))
    const site = await start({ store: { kind: 'sqlite', file: join(folder, 'whodid.db') } })
    const browser = openBrowser()
    const page = await begin(site, browser)
    site.store.close()

    const seen = await browser.open(buttonOf(page, 'allow').href)

    expect([seen.status, wordsOf(seen)]).toEqual([503, expect.stringContaining('cannot keep anything just now')])
    expect(site.lines.some((line) => line.startsWith('error an installation could not be kept'))).toBe(true)
    rmSync(folder, { recursive: true })
  })

  test('more than sixty in a minute, and it can be finished a minute later', async () => {
    const site = await start()
    const browser = openBrowser()
    const back = new URL((await browser.step(buttonOf(await begin(site, browser), 'allow').href)).location ?? '')
    for (let n = 0; n < 60; n += 1) {
      const { location = '' } = await browser.step(`${site.url}/slack/install`)
      const state = new URL(location).searchParams.get('state') ?? ''
      expect((await browser.open(`${back.origin}${back.pathname}?code=made-up&state=${state}`)).status).toBe(400)
    }

    const seen = await browser.open(back.href)
    expect([seen.status, wordsOf(seen)]).toEqual([429, expect.stringContaining('load this page again')])
    await nothingKept(site)
    site.wait(60_000)
    expect((await browser.open(back.href)).status).toBe(200)
  })

  test.each([
    ['<img src=x onerror=alert(1)>', 'something that is no code of Slack'],
    ['some_error', 'some_error'],
  ])('whatever stands in the address as an error (%s)', async (error, said) => {
    const site = await start()

    const seen = await openBrowser().open(`${site.url}/slack/oauth_redirect?error=${encodeURIComponent(error)}`)

    expect([seen.status, wordsOf(seen)]).toEqual([400, expect.stringContaining(`Slack says: ${said}`)])
    expect(seen.text).not.toContain('<img')
  })
})

test('one for a whole organization is kept for it, and speaks in each of its workspaces, but for those with their own', async () => {
  const organization = { id: 'E00ORG', name: 'Fake & Sons' }
  const site = await start({ workspaces: ['E00ORG'], oauth: { organization } })

  const seen = await install(site, openBrowser())

  expect(seen.text).toContain('Fake &#38; Sons')
  expect(seen.text).not.toContain('Fake & Sons')
  expect(wordsOf(seen)).toContain('installed for the whole organization')
  const anywhere = await site.installations.of({ enterprise: 'E00ORG', team: 'T00ANY' })
  expect(anywhere).toMatchObject({ token: 'xoxb-fake', orgWide: true })
  expect(await site.installations.of({ enterprise: 'E00ELSE', team: 'T00ANY' })).toBeUndefined()
  expect(await site.installations.of({ enterprise: undefined, team: 'T00ANY' })).toBeUndefined()
  expect(await site.installations.all()).toEqual([{ enterprise: 'E00ORG', team: '' }])
})

test('an organization has to be named itself: naming one of its workspaces is not enough', async () => {
  const site = await start({ workspaces: ['T00ANY'], oauth: { organization: { id: 'E00ORG', name: 'Fake' } } })

  expect((await install(site, openBrowser())).status).toBe(403)
  expect(site.slack.isInstalled()).toBe(false)
})

test('a workspace that is taken out of the settings is served no more, though its installation stands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-install-'))
  const store = { kind: 'sqlite', file: join(folder, 'whodid.db') } as const
  const before = await start({ store })
  await install(before, openBrowser())

  const after = await start({ store, slack: before.slack, workspaces: ['T00ELSE', 'E00ORG'] })

  expect(await after.installations.of(HERE)).toBeUndefined()
  expect(await after.installations.all()).toEqual([])
  expect(await before.installations.of(HERE)).toBeDefined()
  rmSync(folder, { recursive: true })
})

test('of two bots over one file, one has the token renewed by Slack, and both speak with the new one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-install-'))
  const store = { kind: 'sqlite', file: join(folder, 'whodid.db') } as const
  const one = await start({ store, oauth: { rotation: true } })
  const other = await start({ store, slack: one.slack })
  await install(one, openBrowser())
  const first = await one.installations.of(HERE)
  expect((await other.installations.of(HERE))?.token).toBe(first?.token)

  for (const site of [one, other]) site.wait(11.5 * 3_600_000)
  const both = await Promise.all([one, other, one, other].map(({ installations }) => installations.of(HERE)))

  const tokens = new Set(both.map((installed) => installed?.token))
  expect(tokens.size).toBe(1)
  expect(tokens.has(first?.token)).toBe(false)
  // Once for the code, once for the renewal.
  expect(one.slack.exchanges.filter(({ name }) => name === 'oauth.v2.access')).toHaveLength(2)
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  expect(files.join('\n')).not.toMatch(/xox|U00WHODID/)
  rmSync(folder, { recursive: true })
})

async function begin(site: Site, browser: Browser): Promise<Seen> {
  const page = await browser.open(`${site.url}/slack/install`)
  expect(page.status).toBe(200)
  return page
}

async function install(site: Site, browser: Browser, { without = '' } = {}): Promise<Seen> {
  const allow = buttonOf(await begin(site, browser), 'allow')
  allow.searchParams.set('without', without)
  return browser.open(allow.href)
}

async function deny(site: Site, browser: Browser): Promise<Seen> {
  return browser.open(buttonOf(await begin(site, browser), 'cancel').href)
}

async function nothingKept(site: Site): Promise<void> {
  expect(await site.installations.all()).toEqual([])
  expect(await site.installations.of(HERE)).toBeUndefined()
}

function cookieOf({ cookies }: Browser): { readonly cookie: string } {
  return { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
}

function wordsOf({ text }: Seen): string {
  return text
    .replaceAll(/<style>.*<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/\s+/g, ' ')
}

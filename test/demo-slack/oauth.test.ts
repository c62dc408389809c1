import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manualClock } from '../../demo/slack/clock.ts'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import { type Caller, caller } from './caller.ts'
import { MANIFEST } from './manifest.ts'

const BACK = 'https://whodid.example.com/back'
const APP = { client_id: '1.2', client_secret: 'fake-client-secret' }
const SCOPE = 'chat:write,commands'

describe('a Slack where the app is installed by OAuth', () => {
  const clock = manualClock(1_800_000_000_000)
  let slack: FakeSlack
  let call: Caller
  beforeEach(async () => {
    const oauth = { clientId: '1.2', clientSecret: 'fake-client-secret', redirectUrls: [BACK], rotation: true }
    slack = await startSlack({ manifest: MANIFEST, transport: 'http', clock, oauth })
    call = caller(slack)
  })
  afterEach(() => slack.close())

  const authorize = (query: Readonly<Record<string, string>>) =>
    fetch(
      `${slack.url}/oauth/v2/authorize?${new URLSearchParams({ client_id: '1.2', scope: SCOPE, redirect_uri: BACK, state: 's', ...query }).toString()}`,
      { redirect: 'manual' },
    )
  const codeOf = async () =>
    new URL((await authorize({ decided: 'allow' })).headers.get('location') ?? '').searchParams.get('code') ?? ''
  const access = (args: object) => call('oauth.v2.access', { ...APP, ...args }, { token: '', form: true })

  it('gives no token until somebody has allowed it, and takes it back', async () => {
    expect(await call('auth.test')).toMatchObject({ ok: false, error: 'invalid_auth' })
    const { access_token: token, ...reply } = await access({ code: await codeOf(), redirect_uri: BACK })

    expect(reply).toMatchObject({
      ok: true,
      token_type: 'bot',
      expires_in: 43_200,
      team: { id: 'T00FAKE' },
      enterprise: null,
    })
    expect(await call('auth.test', {}, { token: String(token) })).toMatchObject({ ok: true })
    expect(await call('auth.revoke', {}, { token: String(token) })).toMatchObject({ ok: true })
    expect(await call('auth.test', {}, { token: String(token) })).toMatchObject({ ok: false, error: 'token_revoked' })
    expect(slack.isInstalled()).toBe(false)
  })

  it.each([
    ['another app', { client_id: '9.9' }, 'invalid_client_id'],
    ['another secret', { client_secret: 'guessed' }, 'bad_client_secret'],
    ['another address', { redirect_uri: `${BACK}/else` }, 'bad_redirect_uri'],
    ['no address', { redirect_uri: undefined }, 'bad_redirect_uri'],
    ['another code', { code: 'guessed' }, 'invalid_code'],
    ['another grant', { grant_type: 'password' }, 'invalid_grant_type'],
  ])('refuses %s', async (_, more, error) => {
    const given = Object.fromEntries(
      Object.entries({ code: await codeOf(), redirect_uri: BACK, ...more }).filter(([, value]) => value !== undefined),
    )
    expect(await access(given)).toMatchObject({ ok: false, error })
  })

  it('takes a code once, for ten minutes, and a refresh token once', async () => {
    const code = await codeOf()
    const late = await codeOf()
    const first = await access({ code, redirect_uri: BACK })
    expect(await access({ code, redirect_uri: BACK })).toMatchObject({ error: 'code_already_used' })
    await clock.advance(10 * 60_000)
    expect(await access({ code: late, redirect_uri: BACK })).toMatchObject({ error: 'invalid_code' })

    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    const second = await access(refresh)
    expect(second).toMatchObject({ ok: true, token_type: 'bot' })
    expect(await access(refresh)).toMatchObject({ error: 'invalid_refresh_token' })
    await clock.advance(12 * 3_600_000)
    expect(await call('auth.test', {}, { token: String(second.access_token) })).toMatchObject({
      error: 'token_expired',
    })
  })

  it.each([
    ['an address that was not registered', { redirect_uri: 'https://evil.example.com' }],
    ['a scope that the manifest does not name', { scope: 'admin' }],
    ['another app', { client_id: '9.9' }],
  ])('sends nobody back for %s', async (_, query) => {
    const response = await authorize({ decided: 'allow', ...query })

    expect([response.status, response.headers.get('location')]).toEqual([400, null])
  })

  it('shows what is asked for, and whoever cancels comes back with that', async () => {
    expect(await (await authorize({})).text()).toMatch(/asks for permission[^]*chat:write[^]*Allow[^]*Cancel/)
    const back = new URL((await authorize({ decided: 'cancel' })).headers.get('location') ?? '')
    expect(back.search).toBe('?error=access_denied&state=s')
  })
})

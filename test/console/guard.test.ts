import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startConsole, type Console } from '../../demo/console/start-console.ts'
import { startSlack, type FakeSlack } from '../../demo/slack/start-slack.ts'
import { MANIFEST } from './manifest.ts'

describe('the console’s server', () => {
  let slack: FakeSlack
  let console: Console
  let port: number
  let token: string
  const act = JSON.stringify({ as: 'U00BOB', act: { kind: 'say', text: 'forged', channel: 'C00INCIDENTS' } })

  beforeAll(async () => {
    slack = await startSlack({ manifest: MANIFEST, transport: 'socket' })
    console = await startConsole({ slack, manifest: MANIFEST })
    port = Number(new URL(console.url).port)
    token = new URL(console.url).searchParams.get('token') ?? ''
  })
  afterAll(async () => {
    await console.close()
    await slack.close()
  })

  test('listens on this machine only, and gives the page with a policy that lets nothing in from outside', async () => {
    expect(new URL(console.url).hostname).toBe('127.0.0.1')

    const { status, headers, body } = await ask('GET', '/', {})

    expect(status).toBe(200)
    expect(body).toContain('<div id="page">')
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([
    ['without the token', {}, 401],
    ['with a wrong token', { authorization: 'Bearer wrong' }, 401],
    ['from another site', { origin: 'https://evil.example' }, 403],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['from a frame of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['under a name that was pointed here', { host: 'evil.example' }, 403],
    ['from nowhere that can be told', { origin: 'null' }, 403],
  ])('does nothing when asked %s', async (_how, headers, status) => {
    const right = status === 401 ? {} : { authorization: `Bearer ${token}` }

    const answer = await ask('POST', '/api/act', { ...right, ...headers }, act)

    expect(answer.status).toBe(status)
    expect(slack.state.messages).toEqual([])
  })

  test.each(['/../package.json', '/assets/../index.html', '/assets/..%2f..%2fpackage.json', '/start-console.ts'])(
    'gives no file that is not the page’s: %s',
    async (path) => {
      expect((await ask('GET', path, {})).status).toBe(404)
    },
  )

  test('says what it did not understand, and does nothing', async () => {
    const authorization = `Bearer ${token}`

    const nonsense = await ask('POST', '/api/act', { authorization }, '{"as":"U00BOB","act":{"kind":"fly"}}')
    const nobody = await ask('POST', '/api/act', { authorization }, act.replace('U00BOB', 'U00DEPLOY'))

    expect([nonsense.status, nobody.status]).toEqual([400, 400])
    expect(nobody.body).toContain('cannot act here')
    expect(slack.state.messages).toEqual([])
  })

  test('gives a file only to those who see where it was shared', async () => {
    const authorization = `Bearer ${token}`
    const upload = { kind: 'upload', name: 'a.txt', base64: 'aGVsbG8=', text: '', channel: 'C00SECURITY' }
    await ask('POST', '/api/act', { authorization }, JSON.stringify({ as: 'U00BOB', act: upload }))
    const id = [...slack.state.files.keys()][0]

    const bob = await ask('GET', `/api/file/${id}?as=U00BOB`, { authorization })
    const gus = await ask('GET', `/api/file/${id}?as=U00GUS`, { authorization })

    expect([bob.status, bob.body, gus.status]).toEqual([200, 'hello', 404])
    expect(bob.headers['content-disposition']).toBe('attachment')
    slack.state.messages.length = 0
  })

  type Asked = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string }

  /** With node:http, as fetch lets nobody choose a Host. */
  function ask(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Asked> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (more: string) => (text += more))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { makeLog } from '../../src/config/log.ts'
import { readSettings, SettingsError } from '../../src/config/read-settings.ts'
import { listSecrets } from '../../src/config/read-secrets.ts'

const KEY = `${'A'.repeat(42)}E=`
const OLD_KEY = `${'B'.repeat(42)}A=`
const OAUTH = '{ clientId: "1.2", publicUrl: https://whodid.example.com, workspaces: [T0123456789] }'
const SETTINGS = (oauth: string) => `slack:
  oauth: ${oauth}
logFiles: [{ name: trail, path: ./logs }]
policy: [{ name: all, everyone: true, workspaces: [T0123456789] }]
`

describe('settings for several workspaces', () => {
  test('have a port of their own for the pages, on this machine', () => {
    expect(readSettings(SETTINGS(OAUTH), 'f').slack.oauth).toEqual({
      clientId: '1.2',
      publicUrl: 'https://whodid.example.com',
      workspaces: ['T0123456789'],
      port: 3001,
      host: '127.0.0.1',
    })
  })

  test.each([
    ['1.2, publicUrl: https://example.com, workspaces: [T0123456789]', /in quotes: without quotes YAML/],
    ['"app", publicUrl: https://example.com, workspaces: [T0123456789]', /such as "1234567890\.1234567890123"/],
    ['"1.2", publicUrl: http://example.com, workspaces: [T0123456789]', /publicUrl: an address with https/],
    ['"1.2", publicUrl: https://me:pw@example.com, workspaces: [T0123456789]', /publicUrl: an address with https/],
    ['"1.2", publicUrl: "https://example.com/?x=1", workspaces: [T0123456789]', /publicUrl: an address with https/],
    [
      '"1.2", publicUrl: https://example.com/slack/oauth_redirect, workspaces: [T0123456789]',
      /publicUrl: an address with https:\/\/ and without \?, # or \/slack/,
    ],
    ['"1.2", publicUrl: https://example.com, workspaces: []', /nobody else can install the bot/],
    ['"1.2", publicUrl: https://example.com', /workspaces: a list of ids is expected/],
    ['"1.2", publicUrl: https://example.com, workspaces: [example]', /T0123456789 is expected, or E0123456789/],
    ['"1.2", publicUrl: https://example.com, workspaces: ["*"]', /T0123456789 is expected, or E0123456789/],
    [
      '"1.2", clientSecret: x, publicUrl: https://e.com, workspaces: [T0123456789]',
      /secrets come from the environment/,
    ],
  ])('{ clientId: %s } cannot be used', (more, said) => {
    expect(() => readSettings(SETTINGS(`{ clientId: ${more} }`), 'whodid.yml')).toThrow(said)
  })
})

describe('secrets for several workspaces', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-oauth-'))
  const file = join(folder, 'whodid.yml')
  writeFileSync(file, SETTINGS(OAUTH))
  afterAll(() => rmSync(folder, { recursive: true }))
  const load = (more: Readonly<Record<string, string>>) =>
    loadConfig({
      WHODID_CONFIG: file,
      SLACK_APP_TOKEN: 'xapp-made-up',
      SLACK_CLIENT_SECRET: 'made-up-client-secret',
      WHODID_INSTALLATION_KEY: KEY,
      ...more,
    })

  test('take no bot token; a key that is replaced stands behind the new one', () => {
    expect(load({}).secrets).toMatchObject({ botToken: undefined, installationKeys: [KEY] })
    expect(load({ WHODID_INSTALLATION_KEY: ` ${KEY}, ${OLD_KEY} ` }).secrets.installationKeys).toEqual([KEY, OLD_KEY])
  })

  test.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-made-up' }, /unset SLACK_BOT_TOKEN: .*For one, drop slack\.oauth/],
    [{ SLACK_CLIENT_SECRET: '' }, /SLACK_CLIENT_SECRET is not set: the app's client secret/],
    [
      { WHODID_INSTALLATION_KEY: '' },
      /WHODID_INSTALLATION_KEY is not set: .*`openssl rand -base64 32` makes such a key/,
    ],
    [{ WHODID_INSTALLATION_KEY: 'too-short' }, /WHODID_INSTALLATION_KEY does not look right: .*openssl/],
    [{ WHODID_INSTALLATION_KEY: `${KEY},` }, /does not look right: .*new,old/],
    [{ WHODID_INSTALLATION_KEY: 'A'.repeat(44) }, /does not look right/],
  ])('%j: refused, and the value is not said', (more, said) => {
    const error = thrownBy(() => load(more))

    expect(error).toBeInstanceOf(SettingsError)
    expect(error?.message).toMatch(said)
    expect(error?.message).not.toMatch(/made-up|too-short|AAAA/)
  })

  test('the client id that init writes has to be replaced before the bot starts', () => {
    const early = join(folder, 'early.yml')
    writeFileSync(early, SETTINGS(OAUTH.replace('"1.2"', '"0.0"')))

    expect(thrownBy(() => load({ WHODID_CONFIG: early }))?.message).toMatch(
      /clientId is still 0\.0: copy the app's client id/,
    )
  })

  test('are in no line of the log, each key by itself', () => {
    const { secrets } = load({ WHODID_INSTALLATION_KEY: `${KEY},${OLD_KEY}` })
    const lines: string[] = []
    const log = makeLog({
      level: 'debug',
      secrets: listSecrets(secrets),
      to: { write: (line) => void lines.push(line) },
    })

    log.error({ a: `x${KEY}`, b: [OLD_KEY], c: 'made-up-client-secret', d: `said ${OLD_KEY}` }, 'said')

    expect(lines.join('')).not.toMatch(/AAAA|BBBB|made-up/)
    expect(lines.join('')).toContain('[redacted]')
  })
})

function thrownBy(work: () => unknown): Error | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof Error ? error : undefined
  }
}

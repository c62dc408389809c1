import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { main } from '../../src/cli/main.ts'
import { readSettings } from '../../src/config/read-settings.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'whodid-init-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const AWS = ['--yes', '--accounts', '111122223333=prod,012345678901=old', '--people', 'U0123456789,S0123456789']

describe('whodid init', () => {
  it('writes settings that can be used, a manifest and the parameters of the reader role, and says so', async () => {
    const { code, out } = await run('--no-doctor', ...AWS, '--principal', 'arn:aws:iam::111122223333:role/bot')

    expect(code).toBe(0)
    expect((await readdir(dir)).toSorted()).toEqual(['whodid-manifest.yml', 'whodid-reader-role.json', 'whodid.yml'])
    for (const name of await readdir(dir)) expect(out).toContain(`Wrote ${join(dir, name)}`)
    const settings = readSettings(await read('whodid.yml'), 'whodid.yml')
    expect(settings).toMatchObject({
      slack: { mode: 'socket' },
      accounts: [
        { id: '111122223333', alias: 'prod' },
        { id: '012345678901', alias: 'old' },
      ],
      aws: { regions: ['us-east-1'], role: 'whodid-read' },
      policy: [{ name: 'responders', people: ['U0123456789'], groups: ['S0123456789'], everyone: false }],
    })
    const { Parameters } = JSON.parse(await read('whodid-reader-role.json'))
    expect(Parameters).toMatchObject({
      BotPrincipal: 'arn:aws:iam::111122223333:role/bot',
      ExternalId: settings.aws?.externalId,
    })
    const template = await readFile(new URL('../../deploy/reader-role.yml', import.meta.url), 'utf8')
    for (const name of Object.keys(Parameters)) expect(template).toMatch(new RegExp(`^  ${name}:$`, 'm'))
    expect(Parameters.ExternalId).toMatch(/^whodid-[\w-]{16}$/)
  })

  it('makes the folder that is named, and says how the bot finds its settings there', async () => {
    const inside = join(dir, 'settings', 'prod')
    const { code, out } = await run('--no-doctor', ...AWS, '--dir', inside)

    expect(code).toBe(0)
    expect(await readdir(inside)).toContain('whodid.yml')
    expect(out).toContain(`WHODID_CONFIG=${join(inside, 'whodid.yml')}`)
  })

  it('chooses another external id each time', async () => {
    await run('--no-doctor', ...AWS)
    const first = await read('whodid-reader-role.json')
    await run('--no-doctor', '--overwrite', ...AWS)

    expect(await read('whodid-reader-role.json')).not.toBe(first)
  })

  it('for HTTP writes the manifest with the address', async () => {
    await run('--no-doctor', ...AWS, '--mode', 'http', '--url', 'whodid.example.com')

    const { settings } = parse(await read('whodid-manifest.yml'))
    expect(settings.interactivity.request_url).toBe('https://whodid.example.com/slack/events')
    expect(readSettings(await read('whodid.yml'), 'f').slack.mode).toBe('http')
  })

  it('for Lambda writes settings with a table, which the functions take', async () => {
    await run('--no-doctor', ...AWS, '--mode', 'lambda', '--regions', 'eu-west-1,us-east-1')

    const settings = readSettings(await read('whodid.yml'), 'f')
    expect(settings.store).toEqual({ table: 'whodid', region: 'eu-west-1' })
    expect(settings.slack.mode).toBe('http')
    expect(parse(await read('whodid-manifest.yml')).settings.socket_mode_enabled).toBe(false)
  })

  it('tries the places in the end, and exits as the doctor does', async () => {
    const files = ['--yes', '--places', 'files', '--people', 'everyone', '--files']

    const well = await run(...files, dir)
    expect(well).toMatchObject({ code: 0, out: expect.stringMatching(/Trying the places now[^]*log files/) })
    const ill = await run('--overwrite', ...files, join(dir, 'nowhere'))
    expect(ill).toMatchObject({ code: 3, out: expect.stringContaining('The folder is not there') })
    expect(readSettings(await read('whodid.yml'), 'f').policy).toMatchObject([{ everyone: true }])
  })

  it('overwrites nothing unasked, and then writes nothing at all', async () => {
    await writeFile(join(dir, 'whodid.yml'), 'mine')
    const { code, err } = await run('--no-doctor', ...AWS)

    expect(code).toBe(2)
    expect(err).toMatch(/Nothing was written: .*whodid\.yml would have been overwritten/)
    expect(await readdir(dir)).toEqual(['whodid.yml'])
    expect(await read('whodid.yml')).toBe('mine')
  })

  it.each([
    ['yes', 0, false],
    ['', 2, true],
    ['no', 2, true],
  ])('asks before it overwrites: %j', async (reply, code, kept) => {
    await writeFile(join(dir, 'whodid.yml'), 'mine')
    const replies = ['', '', '111122223333=prod', '', '', '', 'everyone', '', reply]
    const done = await runAsking(async () => replies.shift(), '--no-doctor')

    expect(done.code).toBe(code)
    expect((await read('whodid.yml')) === 'mine').toBe(kept)
  })

  it('says what it does not understand, and writes nothing', async () => {
    expect(await run('--yes', '--mod', 'http')).toMatchObject({ code: 2, err: expect.stringContaining('--mod') })
    expect(await run('--yes', '--people', 'everyone')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--accounts is needed/),
    })
    expect(await readdir(dir)).toEqual([])
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--external-id ID') })
  })
})

const read = (name: string) => readFile(join(dir, name), 'utf8')
const run = (...args: readonly string[]) => runAsking(undefined, ...args)

async function runAsking(ask: (() => Promise<string | undefined>) | undefined, ...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await main(['init', '--dir', dir, ...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
    showsProgress: false,
    noColour: true,
    width: 100,
    zone: 'UTC',
    now: () => 0,
    signal: new AbortController().signal,
    ask,
  })
  return { code, out, err }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeAws, startAws } from '../../demo/aws/start-aws.ts'
import { makeWorld } from '../../demo/world/make-world.ts'
import { writeWorld } from '../../demo/world/write-world.ts'
import { EXIT, main } from '../../src/cli/main.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'

const TOOLS = '222233334444'
const PROD = '444455556666'

describe('whodid with a settings file asks AWS', () => {
  let fake: FakeAws
  let folder: string
  let config: string
  /** The stand-in goes by the clock on the wall, and so does the bot: the world ends now. */
  const now: Instant = instant(Math.floor(Date.now() / 1000) * 1000)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whodid-aws-'))
    config = join(folder, 'whodid.yml')
    await writeWorld(join(folder, 'logs'), { now, days: 2 })
    fake = await startAws({
      records: () => makeWorld({ now, days: 2 }).happenings(),
      accounts: [TOOLS, PROD].map((id) => ({ id, alias: id })),
      roles: [{ arn: `arn:aws:iam::${PROD}:role/whodid-read`, externalId: 'made-up-id' }],
      rateLimits: false,
    })
    await writeFile(
      config,
      `accounts:
  - { id: "${TOOLS}", alias: tools }
  - { id: "${PROD}", alias: prod, regions: [us-east-1] }
logFiles:
  - { name: trail, path: ./logs }
aws:
  regions: [us-east-1, eu-central-1]
  externalId: made-up-id
  endpoint: ${fake.endpoint}
`,
    )
  })
  afterAll(async () => {
    await fake.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('and finds there what lies in the log files too', async () => {
    const words = `Alice ${PROD} 20h`
    const history = await run(words, '--config', config, '--via', 'history', '--ids')
    const files = await run(words, '--config', config, '--via', 'files', '--ids')

    expect(history.err).toBe('')
    expect(history.code).toBe(EXIT.answered)
    expect(history.out.split('\n').length).toBeGreaterThan(3)
    expect(history.out).toBe(files.out)
  })

  it('choosing by itself where, and saying why', async () => {
    const { out } = await run(`Alice ${PROD} 20h`, '--config', config, '--show', 'plan')

    expect(JSON.parse(out).why).toBe('Event history, 1 account × 1 Region, about 2 s, free.')
  })

  it('and an account that cannot be entered is a gap, beside the answer of the other', async () => {
    const { code, out } = await run('Alice 20h via:history', '--config', config)

    expect(code).toBe(EXIT.gaps)
    expect(out).toContain('The role whodid-read in account 222233334444 may not be assumed')
    expect(out).toContain('event history of prod in us-east-1: answered')
  })

  it('and the doctor names what is missing, with the statement that mends it', async () => {
    const { code, out } = await run('doctor', '--config', config)

    expect(code).toBe(EXIT.gaps)
    expect(out).toContain('2 places of 4 cannot be asked as it should')
    expect(out).toContain('✗ event history of tools in eu-central-1: The role whodid-read in account 222233334444')
    expect(out.replace(/\s+/g, '')).toContain(
      '{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::222233334444:role/whodid-read"}',
    )
    expect(out).toContain('✓ event history of prod in us-east-1')
    expect(out).toContain('✓ trail')
    expect(fake.problems).toEqual([])
  })

  async function run(...args: readonly string[]) {
    let [out, err] = ['', '']
    const code = await main(args, {
      out: (text) => (out += text),
      err: (text) => (err += text),
      isTerminal: false,
      showsProgress: false,
      noColour: false,
      width: 160,
      zone: 'UTC',
      now: () => now,
      signal: new AbortController().signal,
      awsCredentials: fake.credentials,
    })
    return { code, out, err }
  }
})

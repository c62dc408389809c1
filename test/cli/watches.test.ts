import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT, main } from '../../src/cli/main.ts'
import { instant } from '../../src/lib/instant.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { openStore } from '../../src/stores/open-store.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 14, 2))

describe('whodid watches', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whodid-watches-'))
    await writeFile(join(folder, 'whodid.yml'), 'logFiles: [{ name: trail, path: . }]\nstore: { file: kept.db }\n')
    const store = await openStore({ kind: 'sqlite', file: join(folder, 'kept.db') }, systemClock)
    const predicate = { kind: 'access', value: 'writes' } as const
    await store.watches.putWatch(
      {
        team: 'T1',
        id: 'w-aaaa',
        channel: 'C1',
        owner: 'U1',
        terms: [{ not: false, predicate }],
        urgency: { kind: 'each' },
        since: NOW,
        mutes: [],
      },
      0,
    )
    store.close()
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('writes them to a file, and reads them back', async () => {
    const file = join(folder, 'watches.yml')
    expect(await run('--export', file)).toEqual([EXIT.answered, '', ''])
    const text = await readFile(file, 'utf8')
    expect(text).toMatch(/watch: writes\n\s+tell: each/)

    await writeFile(file, text.replace('tell: each', 'tell: hourly'))
    const [code, out] = await run('--import', file)
    expect([code, out]).toEqual([EXIT.answered, '0 added, 1 changed, 0 as they were; 0 others were left alone.\n'])
    expect((await run('--export', '-'))[1]).toContain('tell: hourly')
  })

  it('changes nothing where a line is wrong, and says which', async () => {
    const file = join(folder, 'wrong.yml')
    await writeFile(file, 'watches:\n  - team: T1\n    id: w-aaaa\n    tell: sometimes\n')

    const [code, , err] = await run('--import', file)
    expect(code).toBe(EXIT.unclear)
    expect(err).toMatch(/wrong\.yml: line 4: tell: each, hourly[^]*Nothing was changed/)
  })

  it.each([
    [[], /One of --export FILE and --import FILE/],
    [['--export', 'a', '--import', 'b'], /One of/],
    [['--import', ''], /A file is needed/],
    [['--exprot', 'a'], /Unknown option/],
  ])('%j is told what is missing', async (args, says) => {
    const [code, , err] = await run(...args)
    expect(code).toBe(EXIT.unclear)
    expect(err).toMatch(says)
  })

  async function run(...args: readonly string[]): Promise<readonly [number, string, string]> {
    let [out, err] = ['', '']
    const around = { isTerminal: false, showsProgress: false, noColour: true, width: 80, zone: 'UTC', now: () => NOW }
    const code = await main(['watches', '--config', join(folder, 'whodid.yml'), ...args], {
      ...around,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      signal: new AbortController().signal,
    })
    return [code, out, err]
  }
})

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWorld } from '../../demo/world/write-world.ts'
import { EXIT, main } from '../../src/cli/main.ts'
import { instant } from '../../src/lib/instant.ts'

const now = instant(Date.UTC(2026, 10, 23, 18))
const NOW = ['--now', '2026-11-23T18:00:00Z']

describe('whodid in a terminal', () => {
  let logs: string
  let torn: string
  let kept: string
  beforeAll(async () => {
    ;[logs, torn, kept] = (await Promise.all(
      ['logs', 'torn', 'kept'].map((name) => mkdtemp(join(tmpdir(), `whodid-${name}-`))),
    )) as [string, string, string]
    await writeWorld(logs, { now, days: 2 })
    await writeFile(join(torn, 'broken.json.gz'), 'this is no gzip')
  })
  afterAll(() => Promise.all([logs, torn, kept].map((dir) => rm(dir, { recursive: true, force: true }))))

  it('prints the answer as text without colours where it is no terminal, and exits with 0', async () => {
    const { code, out, err } = await run('Alice 24h', '--files', logs, ...NOW)

    expect(code).toBe(EXIT.answered)
    expect(err).toBe('')
    expect(out).toContain('StopLogging')
    expect(out).toContain('Newest event seen')
    expect(out).not.toContain('\u001B')
  })

  it('prints every matching id with --ids, sorted, as many as the answer counts', async () => {
    const ids = await run('Alice 24h', '--files', logs, ...NOW, '--ids')
    const json = await run('Alice 24h', '--files', logs, ...NOW, '--json')

    const list = ids.out.trimEnd().split('\n')
    const { headline, coverage } = JSON.parse(json.out)
    expect(list).toEqual([...new Set(list)].sort())
    expect(list).toHaveLength(headline.events + coverage.twins)
  })

  it('breaks an answer down, goes back to who was behind it, and exports what an answer counts', async () => {
    const json = await run('Alice 24h', '--files', logs, ...NOW, '--json')
    const { headline, coverage } = JSON.parse(json.out)
    const by = await run('by service Alice 24h', '--files', logs, ...NOW)
    const behind = await run('behind Alice 24h', '--files', logs, ...NOW)
    const lines = await run('export jsonl Alice 24h', '--files', logs, ...NOW)
    const csv = await run('events Alice 24h', '--files', logs, ...NOW)
    const report = await run('export report Alice 24h', '--files', logs, ...NOW)

    expect(by.out).toMatch(/by service[^]*iam\.amazonaws\.com: \d+ events/)
    expect(behind.out).toMatch(/Deploy in \S+ → ProdAdmin in \S+[^]*proven/)
    expect(lines.out.trimEnd().split('\n')).toHaveLength(headline.events + coverage.twins)
    expect(csv.out).toMatch(/^\uFEFFtime_utc,/)
    expect(report.out).toMatch(/^# What Alice did[^]*StopLogging/)
    expect([by, behind, lines, csv, report].map(({ code }) => code)).toEqual([0, 0, 0, 0, 0])
  })

  it.each(['question', 'plan', 'findings', 'answer', 'message'])('shows the stage %s as JSON', async (stage) => {
    const { code, out } = await run('Alice 24h', '--files', logs, ...NOW, '--show', stage)

    expect(code).toBe(EXIT.answered)
    expect(JSON.parse(out)).toBeTypeOf('object')
  })

  it('is plain that the words were not understood, with exit code 2', async () => {
    const { code, out, err } = await run('Alice evnt:RunInstances', '--files', logs, ...NOW)

    expect(code).toBe(EXIT.unclear)
    expect(out).toBe('')
    expect(err).toContain('event:RunInstances')
  })

  it('exits with 3 where something could not be read, and names it', async () => {
    const { code, out } = await run('Alice 24h', '--files', logs, '--files', torn, ...NOW)

    expect(code).toBe(EXIT.gaps)
    expect(out).toContain('broken.json.gz')
    expect(out).toContain('StopLogging')
  })

  it('a folder that is not there is a gap, not an empty answer', async () => {
    const { code, out } = await run('Alice 24h', '--files', join(torn, 'nowhere'), ...NOW)

    expect(code).toBe(EXIT.gaps)
    expect(out).toMatch(/nowhere/)
  })

  it('without a folder says that it needs one', async () => {
    expect(await run('Alice 24h', ...NOW)).toMatchObject({
      code: EXIT.unclear,
      err: expect.stringContaining('--files'),
    })
  })

  it('an index that cannot be built is a warning, and the answer stands', async () => {
    const { code, out, err } = await run(
      'Alice 24h',
      '--files',
      logs,
      ...NOW,
      '--index',
      join(torn, 'broken.json.gz', 'x'),
    )

    expect(code).toBe(EXIT.answered)
    expect(out).toContain('StopLogging')
    expect(err).toMatch(/answer stands, but the index in .* could not be built: .*ENOTDIR|EEXIST/)
  })

  it('keeps no case where there are no records to keep', async () => {
    const dir = join(kept, 'nobody')

    const { err } = await run('Nobody 24h', '--files', logs, ...NOW, '--record', dir)

    expect(err).toContain('no records')
    expect(await readdir(kept)).not.toContain('nobody')
  })

  it('keeps a case that answers the same again', async () => {
    const dir = join(kept, 'alice')
    await run('role:ProdAdmin 24h', '--files', logs, ...NOW, '--record', dir)
    const first = JSON.parse(await readFile(join(dir, 'answer.json'), 'utf8'))

    const again = await run('role:ProdAdmin 24h', '--files', join(dir, '_events'), ...NOW, '--json')

    expect((await readdir(dir)).sort()).toEqual([
      '_estate.json',
      '_events',
      '_now.txt',
      '_question.txt',
      'answer.json',
      'findings.json',
      'message.json',
      'plan.json',
      'question.json',
    ])
    expect(JSON.parse(again.out).headline).toEqual(first.headline)
    expect(first.headline.events).toBeGreaterThan(0)
  })
})

async function run(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', '']
  const code = await main(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
    showsProgress: false,
    noColour: false,
    width: 100,
    zone: 'UTC',
    now: () => now,
    signal: new AbortController().signal,
  })
  return { code, out, err }
}

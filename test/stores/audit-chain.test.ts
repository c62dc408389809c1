import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { audit } from '../../src/cli/audit.ts'
import type { Audit, AuditRecord } from '../../src/job/audit.ts'
import { instant } from '../../src/lib/instant.ts'
import { makeAudits, makeFileAudit } from '../../src/stores/file-audit.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'whodid-audit-'))
afterAll(() => rmSync(FOLDER, { recursive: true }))

describe('the file of the audit', () => {
  it('is whole, however many write to it at once and however often they start anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 1, maxLength: 30 }), async (turns) => {
        const file = newFile()
        const writers = [0, 1, 2].map(() => makeFileAudit(file))
        await Promise.all(turns.map((turn, n) => writers[turn]!.write(record(n))))
        writers[0] = makeFileAudit(file)
        await writers[0].write(record(99))

        expect(await verify(file)).toMatchObject({
          code: 0,
          said: expect.stringContaining(`${turns.length + 1} record`),
        })
      }),
      { numRuns: 25 },
    )
  })

  it('names the first line that was changed, taken out, put in, doubled or moved, wherever', async () => {
    const { file, lines } = await written(12, 3)
    const last = lines.length - 1
    const at = fc.integer({ min: 0, max: last - 1 })
    await fc.assert(
      fc.asyncProperty(at, fc.constantFrom('change', 'take', 'put', 'double', 'swap'), async (n, what) => {
        const forged = [...lines]
        if (what === 'change') forged[n] = lines[n]!.replace('"person":"U0BOB"', '"person":"U0EVE"')
        if (what === 'take') forged.splice(n, 1)
        if (what === 'put') forged.splice(n + 1, 0, JSON.stringify({ ...record(50), person: 'U0EVE' }))
        if (what === 'double') forged.splice(n + 1, 0, lines[n]!)
        if (what === 'swap') forged.splice(n, 2, lines[n + 1]!, lines[n]!)
        const other = newFile()
        writeFileSync(other, `${forged.join('\n')}\n`)

        const { code, said } = await verify(other)
        const line = Number(/line (\d+)/.exec(said)?.[1])
        // Without its first line a file could be the second of two: that is said, and all that is there is whole.
        const isLater = what === 'take' && n === 0 && said.includes('before the first record is in none of these files')
        expect(isLater || (code === 1 && (line === n + 1 || line === n + 2))).toBe(true)
      }),
      { numRuns: 150 },
    )
    expect((await verify(file)).code).toBe(0)
  })

  it('that a crash left in the midst of a line goes on on the next, and that is told apart from a forged one', async () => {
    const { lines } = await written(4, 1)
    const whole = `${lines.join('\n')}\n`
    const length = Buffer.byteLength(whole)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: (lines[3]?.length ?? 0) - 1 }), async (kept) => {
        const file = newFile()
        writeFileSync(file, whole)
        const piece = Buffer.from(lines[3]!.replace('U0BOB', 'U0BOB é')).subarray(0, kept)
        appendFileSync(file, piece)
        expect(await verify(file)).toMatchObject({ code: 0, said: expect.stringContaining('or it was cut') })

        const again = makeFileAudit(file)
        await again.write(record(7))
        await again.write(record(8))
        expect(await verify(file)).toMatchObject({
          code: 0,
          said: expect.stringMatching(/6 records in 2 chains[^]*Unfinished after a crash: .*line 5\./),
        })

        const text = readFileSync(file)
        // Cut where a writer vouches for it, and one byte more.
        writeFileSync(file, Buffer.concat([text.subarray(0, length), text.subarray(length + 1)]))
        expect(await verify(file)).toMatchObject({ code: 1, said: expect.stringMatching(/line [56]:/) })
      }),
      { numRuns: 40 },
    )
  })

  it('goes on in the next file where the one before was put away', async () => {
    const [old, file] = [newFile(), newFile()]
    const writer = makeFileAudit(file)
    await writer.write(record(1))
    await writer.write(record(2))
    writeFileSync(old, readFileSync(file))
    rmSync(file)
    await writer.write(record(3))

    expect(await verify(old, file)).toMatchObject({ code: 0, said: expect.stringMatching(/3 records in 1 chain/) })
    expect((await verify(file)).said).toContain('in none of these files')
    expect((await verify(file, old)).code).toBe(1)
  })

  it('of a version before it was chained is gone on with', async () => {
    const file = newFile()
    writeFileSync(file, `${JSON.stringify(record(1))}\n${JSON.stringify(record(2))}\n`)
    await makeFileAudit(file).write(record(3))
    expect(await verify(file)).toMatchObject({ code: 0, said: expect.stringContaining('first 2 records') })

    writeFileSync(file, readFileSync(file, 'utf8').replace('"at":2', '"at":9'))
    expect((await verify(file)).code).toBe(1)
  })

  it('that could not be written to begins a chain anew, and the record that failed is not told as written', async () => {
    const file = join(newFile(), 'audit.jsonl')
    const writer = makeFileAudit(file)
    await expect(writer.write(record(1))).rejects.toThrow(/ENOENT/)
    expect((await verify(file)).said).toContain('could not be read')
  })

  it('is written to where another place fails, and the failure is told all the same', async () => {
    const file = newFile()
    const full: Audit = { write: async () => Promise.reject(new Error('the channel is archived')) }
    const both = makeAudits([full, makeFileAudit(file)])

    await expect(both.write(record(1))).rejects.toMatchObject({
      message: 'the audit could not be written',
      cause: { message: 'the channel is archived' },
    })
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1)
    await expect(makeAudits([makeFileAudit(file)]).write(record(2))).resolves.toBeUndefined()
  })

  it('is verified by a command that says how it is used', async () => {
    expect(await run([])).toMatchObject({ code: 2, said: expect.stringContaining('audit verify FILE') })
    expect(await run(['verify'])).toMatchObject({ code: 2 })
  })
})

let files = 0

function newFile(): string {
  files += 1
  return join(FOLDER, `audit-${files}.jsonl`)
}

async function written(each: number, writers: number) {
  const file = newFile()
  for (let w = 0; w < writers; w += 1) {
    const writer = makeFileAudit(file)
    for (let n = 0; n < each / writers; n += 1) await writer.write(record(w * 100 + n))
  }
  return { file, lines: readFileSync(file, 'utf8').trimEnd().split('\n') }
}

function record(at: number): AuditRecord {
  return {
    at: instant(at),
    key: `command:${at}`,
    team: 'T00FAKE',
    person: 'U0BOB',
    channel: 'C0INCIDENTS',
    deed: 'answer',
    question: 'Alice\n24h “é”',
    outcome: 'started',
    rights: 'responders',
  }
}

function verify(...of: readonly string[]) {
  return run(['verify', ...of])
}

async function run(args: readonly string[]) {
  let said = ''
  const add = (text: string) => void (said += text)
  const code = await audit(args, { out: add, err: add })
  return { code, said }
}

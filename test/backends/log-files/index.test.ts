import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LogFiles } from '../../../src/backends/log-files/backend.ts'
import type { Fields } from '../../../src/event/event.ts'
import { instant } from '../../../src/lib/instant.ts'
import type { Predicate } from '../../../src/question/question.ts'
import { record, roleSession } from '../../made/records.ts'
import { ALL_TIME, gather, keyOf, madeFolder, named, opened, put, searchFor, zipped } from './made-folder.ts'

const never = new AbortController().signal
const alice = searchFor([named('Alice')])

const SAMPLE = {
  user: 'Alice',
  session: 'Alice',
  role: 'Deploy',
  uniqueId: 'AROAFAKEDEPLOY',
  key: 'AKIAFAKEODD000000001',
  service: 'ec2.amazonaws.com',
}

/** Every kind of question, of which the index knows some. */
const QUESTIONS: readonly Predicate[] = [
  named('Alice'),
  named('nobody'),
  { ...named('Ali'), prefix: true } as Predicate,
  named("a'b%_\\"),
  ...(['user', 'session', 'role', 'uniqueId', 'key', 'service'] as const).map(
    (by) => ({ kind: 'identity', by, value: SAMPLE[by], prefix: false }) as const,
  ),
  { kind: 'identity', by: 'root', value: 'root', prefix: false },
  { kind: 'identity', by: 'arn', value: 'arn:aws:sts::111122223333:assumed-role/Deploy', prefix: false },
  { kind: 'identity', by: 'arn', value: 'arn:aws:iam::111122223333:role/ops/Deploy', prefix: false },
  { kind: 'event', value: 'Delete', prefix: true },
  { kind: 'error', value: 'AccessDenied', prefix: false },
  { kind: 'outcome', value: 'errors' },
  { kind: 'outcome', value: 'denied' },
  { kind: 'access', value: 'reads' },
  { kind: 'ip', value: '198.51.100.7' },
  { kind: 'ip', value: '198.51.100.0/24' },
  { kind: 'agent', value: 'Terraform' },
  { kind: 'agent', value: 'ÄGENT' },
  { kind: 'resource', value: 'bucket-7' },
  { kind: 'region', value: 'eu-central-1' },
  { kind: 'source', value: 's3.amazonaws.com' },
  { kind: 'type', value: 'Root' },
]

describe('with an index', () => {
  it('every question has the answer it has without', async () => {
    const root = madeFolder(someLogs())
    const without = opened({ root })
    const { backend } = await indexed(root)
    const halfDay = { from: instant(Date.UTC(2026, 10, 21, 4)), to: instant(Date.UTC(2026, 10, 22, 13)) }
    let matches = 0
    for (const window of [ALL_TIME, halfDay]) {
      for (const predicate of QUESTIONS) {
        const expected = await gather(without, searchFor([predicate], { window }))
        const found = await gather(backend, searchFor([predicate], { window }))
        expect({ predicate, ids: found.ids }).toEqual({ predicate, ids: expected.ids })
        expect(found.gaps).toEqual(expected.gaps)
        expect(found.ledger.duplicates).toBe(expected.ledger.duplicates)
        expect(found.looked).toEqual(expect.arrayContaining([...expected.looked]))
        expect(found.newest).toBe(expected.newest)
        matches += found.ids.length
      }
    }
    expect(matches).toBeGreaterThan(200)
  })

  it('a file that is new, changed or gone is told as it is now, and the next build takes it in', async () => {
    const root = madeFolder({
      'a.json': JSON.stringify([numbered(1)]),
      'b.json.gz': [numbered(2)],
      'c.json.gz': [numbered(3)],
    })
    const { backend } = await indexed(root)
    rmSync(join(root, 'b.json.gz'))
    put(root, 'c.json.gz', [numbered(4)])
    put(root, 'd.json.gz', [numbered(5)])
    const now = [idOf(1), idOf(4), idOf(5)]

    expect((await gather(backend, alice)).ids).toEqual(now)
    expect(await backend.index?.build(never)).toMatchObject({
      files: 3,
      events: 3,
      parts: 1,
      dropped: 1,
      complete: true,
    })
    expect((await gather(backend, alice)).ids).toEqual(now)
    expect(await backend.index?.build(never)).toMatchObject({ files: 0, parts: 0, dropped: 0 })
  })

  it('a file of the same size that was put back in time is not mistaken for the old one', async () => {
    const root = madeFolder({ 'a.json': JSON.stringify([numbered(1)]) })
    utimesSync(join(root, 'a.json'), 1_000, 1_000)
    const { backend } = await indexed(root)
    const { size } = statSync(join(root, 'a.json'))
    put(root, 'a.json', JSON.stringify([numbered(2)]))
    utimesSync(join(root, 'a.json'), 1_000, 1_000)

    expect(statSync(join(root, 'a.json'))).toMatchObject({ size, mtimeMs: 1_000_000 })
    expect((await gather(backend, alice)).ids).toEqual([idOf(2)])
  })

  it('a damaged index is not believed, and the next build makes it anew', async () => {
    const damages: readonly (readonly [ending: string, damage: (path: string) => void])[] = [
      ['.parquet', flip],
      ['.parquet', (path) => truncateSync(path, 100)],
      ['.records', flip],
      ['.records', (path) => rmSync(path)],
      ['.part', flip],
      ['.part', (path) => rmSync(path)],
      ['.part', (path) => writeFileSync(path, 'nonsense')],
      ['.part', (path) => writeFileSync(path, '')],
    ]
    const root = madeFolder({ 'a.json.gz': zipped([numbered(1)]), 'b.json.gz': zipped([numbered(2)]) })
    const { backend, dir } = await indexed(root)
    for (const [ending, damage] of damages) {
      for (const path of filesOf(dir, ending)) damage(path)

      expect({ ending, ids: (await gather(backend, alice)).ids }).toEqual({ ending, ids: [idOf(1), idOf(2)] })
      expect({ ending, ...(await backend.index?.build(never)) }).toMatchObject({ ending, events: 2 })
      expect((await gather(backend, alice)).ids).toEqual([idOf(1), idOf(2)])
    }
    expect((await backend.index?.build(never))?.events).toBe(0)
  })

  it('damaged logs stay outside it, and are told at every search', async () => {
    const root = madeFolder({
      'a.json.gz': zipped([numbered(1)]),
      'torn.json': JSON.stringify([numbered(2), numbered(3)]).slice(0, -9),
    })
    const { backend, built } = await indexed(root)

    const found = await gather(backend, alice)

    expect(built).toMatchObject({ files: 1, left: 1 })
    expect(found.ids).toEqual([idOf(1), idOf(2)])
    expect(found.gaps).toMatchObject([{ where: 'torn.json', reason: 'truncated' }])
  })

  it('what could not be read is still counted, and second copies too', async () => {
    const root = madeFolder({ 'a.json': JSON.stringify([numbered(1), numbered(1), null, 'x', numbered(2)]) })
    const { backend } = await indexed(root)
    expect((await gather(backend, alice)).ledger).toEqual({ records: 5, events: 2, unreadable: 2, duplicates: 1 })
  })

  it('large results come in pages', async () => {
    const filler = { requestParameters: { text: 'x'.repeat(3_000) } }
    const root = madeFolder({ 'a.json.gz': zipped(Array.from({ length: 1_500 }, (_, i) => numbered(i, filler))) })
    const { backend } = await indexed(root)
    let [events, largest] = [0, 0]
    for await (const page of backend.search(alice, never)) {
      events += page.events.length
      largest = Math.max(largest, page.events.length)
    }
    expect(events).toBe(1_500)
    expect(largest).toBeLessThan(500)
  })

  it('nothing is written before a build, and nothing outside the folder that was named', async () => {
    const root = madeFolder({ 'a.json.gz': zipped([numbered(1)]) })
    const dir = join(madeFolder({}), 'index')
    const before = readdirSync(root)
    const backend = opened({ root, index: { dir } })
    expect((await gather(backend, alice)).ids).toEqual([idOf(1)])
    expect(existsSync(dir)).toBe(false)

    await backend.index?.build(never)

    expect(readdirSync(root)).toEqual(before)
    const files = filesOf(dir, '')
    expect(files.map((path) => path.replace(/^.*\./, '')).sort()).toEqual(['parquet', 'part', 'records'])
    expect(files.map((path) => statSync(path).mode & 0o077)).toEqual([0, 0, 0])
  })

  it('may lie below the logs themselves, and is not taken for one', async () => {
    const root = madeFolder({ "it's/a.json.gz": zipped([numbered(1)]) })
    const dir = join(root, "it's", 'index')
    const backend = opened({ root, index: { dir } })
    await backend.index?.build(never)
    expect((await gather(backend, alice)).ids).toEqual([idOf(1)])
    expect((await gather(backend, searchFor())).gaps).toEqual([])
  })

  it('two folders may share it', async () => {
    const dir = madeFolder({})
    const one = opened({ root: madeFolder({ 'a.json.gz': zipped([numbered(1)]) }), index: { dir } })
    const two = opened({ root: madeFolder({ 'a.json.gz': zipped([numbered(2)]) }), index: { dir } })
    await one.index?.build(never)
    await two.index?.build(never)
    await one.index?.build(never)
    expect((await gather(one, alice)).ids).toEqual([idOf(1)])
    expect((await gather(two, alice)).ids).toEqual([idOf(2)])
  })

  it('a build that is stopped leaves what it has done, and says that it is not complete', async () => {
    const root = madeFolder(someLogs())
    const stopped = new AbortController()
    stopped.abort()
    const backend = opened({ root, index: { dir: madeFolder({}) } })

    expect(await backend.index?.build(stopped.signal)).toMatchObject({ complete: false })
    expect((await gather(backend, alice)).ids).toEqual((await gather(opened({ root }), alice)).ids)
    expect(await backend.index?.build(never)).toMatchObject({ complete: true })
  })

  it('what an interrupted build left is removed', async () => {
    const root = madeFolder({ 'a.json.gz': zipped([numbered(1)]) })
    const { backend, dir } = await indexed(root)
    const [note = ''] = filesOf(dir, '.part')
    const left = join(note, '..', `${'0'.repeat(32)}.records.4711.tmp`)
    writeFileSync(left, 'x')
    const yesterday = new Date(Date.now() - 86_400_000)
    utimesSync(left, yesterday, yesterday)
    writeFileSync(join(note, '..', 'notes of the operator.txt'), 'x')
    await backend.index?.build(never)
    expect(existsSync(left)).toBe(false)
    expect(existsSync(join(note, '..', 'notes of the operator.txt'))).toBe(true)
  })

  it('what another process is writing at this moment is left alone', async () => {
    const { backend, dir } = await indexed(madeFolder({ 'a.json.gz': zipped([numbered(1)]) }))
    const [note = ''] = filesOf(dir, '.part')
    const open = join(note, '..', `${'0'.repeat(32)}.records.4711.tmp`)
    writeFileSync(open, 'x')
    await backend.index?.build(never)
    expect(existsSync(open)).toBe(true)
  })

  it('what a process of the same number left does not stop the next, as in a container that was started anew', async () => {
    const root = madeFolder({ 'a.json.gz': zipped([numbered(1)]) })
    const { backend, dir } = await indexed(root)
    const [note = ''] = filesOf(dir, '.part')
    for (const ending of ['columns', 'records'])
      writeFileSync(note.replace(/part$/, `${ending}.${process.pid}.tmp`), 'x')
    rmSync(note)
    expect(await backend.index?.build(never)).toMatchObject({ files: 1, complete: true })
  })
})

async function indexed(
  root: string,
): Promise<{ readonly backend: LogFiles; readonly dir: string; readonly built: unknown }> {
  const dir = madeFolder({})
  const backend = opened({ root, index: { dir } })
  return { backend, dir, built: await backend.index?.build(never) }
}

function filesOf(dir: string, ending: string): readonly string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** One bit, in the middle. */
function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  writeFileSync(path, bytes)
}

/** Some days of two accounts, keyed and loose, with something for every question. */
function someLogs(): Record<string, Buffer> {
  const identities: readonly (Fields | undefined)[] = [
    undefined,
    roleSession('Deploy', 'Alice'),
    roleSession('Deploy', 'i-0fake'),
    { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
    { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
    { type: 'IAMUser', userName: "a'b%_\\", accessKeyId: 'AKIAFAKEODD000000001', principalId: 'AIDAFAKEODD' },
    { type: 'IAMUser', userName: 'nul\u0000and lone\ud800', arn: 'arn:aws:iam::111122223333:user/é' },
  ]
  const files: Record<string, Buffer> = {}
  for (let file = 0; file < 12; file++) {
    const day = `2026-11-${20 + (file % 4)}`
    const account = file % 3 === 0 ? '444455556666' : '111122223333'
    const records = Array.from({ length: 14 }, (_, i) =>
      numbered(file * 10 + i, {
        eventTime: `${day}T${String(i).padStart(2, '0')}:00:00Z`,
        recipientAccountId: account,
        ...(i % 7 === 0 ? {} : { userIdentity: identities[i % 7] }),
        ...(i % 5 === 0 ? { errorCode: 'AccessDenied', eventName: 'DeleteTrail' } : {}),
        ...(i % 4 === 0
          ? { eventSource: 's3.amazonaws.com', requestParameters: { bucketName: `bucket-${i}` }, readOnly: true }
          : {}),
        ...(i % 6 === 0 ? { userAgent: i === 6 ? 'Terraform/1.13' : 'an Ägent' } : {}),
      }),
    )
    const path = file < 10 ? keyOf(`${day}T20:00`, { account, unique: `F${file}` }) : `loose/${file}.json.gz`
    files[path] = zipped(records)
  }
  return files
}

function numbered(n: number, more: Fields = {}): Fields {
  return record({ eventID: idOf(n), ...more })
}

function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

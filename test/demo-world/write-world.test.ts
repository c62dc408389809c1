import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { writeWorld } from '../../demo/world/write-world.ts'
import { instant } from '../../src/lib/instant.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 18, 0, 30))
const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

test('the same seed and now give the same files, byte for byte', async () => {
  const first = await written(1)
  const second = await written(1)

  expect(first.written.files).toBeGreaterThan(200)
  expect(await fingerprint(first.folder)).toEqual(await fingerprint(second.folder))
})

test('what is written is what is said: files, records, bytes, and nothing delivered after now', async () => {
  const { folder, written: said } = await written(1)

  const paths = await logFiles(folder)
  const bodies = await Promise.all(paths.map((path) => readFile(join(folder, path))))

  const records = bodies.map((body) => JSON.parse(gunzipSync(body).toString()).Records.length as number)
  expect(paths).toHaveLength(said.files)
  expect(records.reduce((sum, count) => sum + count, 0)).toBe(said.records)
  expect(bodies.reduce((sum, body) => sum + body.length, 0)).toBe(said.bytes)
  expect(said.deliveredTo).toBeLessThanOrEqual(NOW)
  expect(paths.every((path) => !path.includes('20261124'))).toBe(true)
})

async function written(days: number) {
  const folder = await mkdtemp(join(tmpdir(), 'whodid-world-'))
  folders.push(folder)
  return { folder, written: await writeWorld(folder, { now: NOW, days }) }
}

async function logFiles(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true })
  return all.filter((path) => path.endsWith('.json.gz')).sort()
}

async function fingerprint(folder: string): Promise<readonly string[]> {
  const paths = await logFiles(folder)
  const sum = async (path: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, path)))
      .digest('hex')
  return Promise.all(paths.map(async (path) => `${path} ${await sum(path)}`))
}

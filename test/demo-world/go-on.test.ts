import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { manualClock } from '../../demo/slack/clock.ts'
import { goOn } from '../../demo/world/go-on.ts'
import { writeWorld } from '../../demo/world/write-world.ts'
import { instant } from '../../src/lib/instant.ts'

const now = instant(Date.UTC(2026, 10, 23, 10))
const HOUR = 3_600_000
let went: string
let whole: string
beforeAll(async () => {
  ;[went, whole] = [await mkdtemp(join(tmpdir(), 'whodid-went-')), await mkdtemp(join(tmpdir(), 'whodid-whole-'))]
  await writeWorld(went, { now, days: 1 })
})
afterAll(() => Promise.all([went, whole].map((dir) => rm(dir, { recursive: true, force: true }))))

it('a world that goes on has, an hour later, every ordinary file of one that was made then', async () => {
  const clock = manualClock(now)
  const life = goOn(went, { clock, since: now, seed: 1 })
  await writeWorld(whole, { now: instant(now + HOUR), days: 1 })

  await clock.advance(HOUR)
  await life.look()
  life.stop()

  const later = (await logs(whole)).filter((name) => deliveredAfter(name, now))
  const has = new Set(await logs(went))
  expect(later.length).toBeGreaterThan(5)
  expect(later.filter((name) => !has.has(name))).toEqual([])
})

async function logs(dir: string): Promise<readonly string[]> {
  const files = await readdir(dir, { recursive: true, withFileTypes: true })
  return files.filter((file) => file.isFile()).map(({ name }) => name)
}

/** By the time in the name of the file. */
function deliveredAfter(name: string, at: number): boolean {
  const match = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/.exec(name)
  if (match === null) return false
  const [, year, month, day, hour, minute] = match.map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute) > at
}

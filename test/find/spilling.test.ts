import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeSpilling } from '../../src/find/spilling.ts'

const KEYS = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('', '\n', '\uD800', '"', 'a\u0000'))
const THINGS = fc.array(fc.tuple(fc.nat(3), KEYS, fc.nat(9)), { maxLength: 60 })

const byNumber = (a: number, b: number) => a - b

afterEach(() => vi.unstubAllEnvs())

describe('what spills to disk', () => {
  it('comes back with all that was held under each key, however little fits into memory', () => {
    fc.assert(
      fc.property(THINGS, fc.constantFrom(0, 20, 200, 1e9), (things, bytes) => {
        const expected = new Map<string, number[]>()
        const spilling = makeSpilling<number[]>({ bytes })
        for (const [group, key, value] of things) {
          const id = JSON.stringify([group, key])
          expected.set(id, [...(expected.get(id) ?? []), value])
          const held = spilling.get(group, key)
          if (held === undefined) spilling.hold(group, key, [value], 8)
          else {
            held.push(value)
            spilling.grew(8)
          }
        }

        const found = [...spilling.each()].map(
          ([group, key, values]) => [JSON.stringify([group, key]), values] as const,
        )
        spilling.close()

        expect(new Set(found.map(([id]) => id)).size).toBe(found.length)
        expect(new Map(found.map(([id, values]) => [id, values.flat().sort(byNumber)]))).toEqual(
          new Map([...expected].map(([id, values]) => [id, values.sort(byNumber)])),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('comes back in order where that is asked for, whether or not any of it was on disk', () => {
    fc.assert(
      fc.property(fc.uniqueArray(KEYS, { maxLength: 60 }), fc.constantFrom(30, 1e9), (keys, bytes) => {
        const spilling = makeSpilling<true>({ bytes })
        for (const key of keys) spilling.hold(0, key, true, 0)

        const sorted = [...spilling.sorted()].map(([, key]) => key)
        spilling.close()

        expect(sorted).toEqual(keys.toSorted())
      }),
      { numRuns: 100 },
    )
  })

  it('has no name in the folder for temporary files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'whodid-spilling-'))
    vi.stubEnv('TMPDIR', folder)
    const spilling = makeSpilling<true>({ bytes: 0 })
    spilling.hold(0, 'a', true, 1)

    const left = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('runs'))
    spilling.close()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })

    expect(left).toEqual([])
  })

  it('stays in memory where the disk takes nothing', () => {
    vi.stubEnv('TMPDIR', '/nowhere/at/all')
    const spilling = makeSpilling<number>({ bytes: 0 })
    spilling.hold(0, 'b', 1, 1)
    spilling.hold(0, 'a', 2, 1)

    expect([...spilling.each()]).toEqual([
      [0, 'b', [1]],
      [0, 'a', [2]],
    ])
  })
})

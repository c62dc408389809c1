import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { isBrowser, makeInstallStates, newName, STATE_MS } from '../../src/oauth/install-state.ts'

let at = 1_800_000_000_000
const states = makeInstallStates('fake-secret', () => instant(at), randomBytes)
const browser = newName(randomBytes)

test('a state is good for its browser, until ten minutes are over', () => {
  const made = states.make(browser)

  expect(states.read(made, browser)).toEqual({ kind: 'good', id: expect.any(String), until: at + STATE_MS })
  at += STATE_MS - 1
  expect(states.read(made, browser).kind).toBe('good')
  at += 1
  expect(states.read(made, browser).kind).toBe('expired')
})

test('with any character of the state or the cookie changed, left out or added, it is refused', () => {
  const made = states.make(browser)
  const spoilt = fc.record({
    which: fc.constantFrom('state', 'browser'),
    at: fc.nat(made.length),
    how: fc.constantFrom('change', 'drop', 'add'),
    letter: fc.oneof(fc.constantFrom(...'AZaz09-_.=%+/ \n'.split('')), fc.string({ minLength: 1, maxLength: 1 })),
  })
  fc.assert(
    fc.property(spoilt, ({ which, at: place, how, letter }) => {
      const text = which === 'state' ? made : browser
      const where = place % text.length
      const changed =
        text.slice(0, where) + (how === 'drop' ? '' : letter) + text.slice(where + (how === 'add' ? 0 : 1))
      fc.pre(changed !== text)

      const read = which === 'state' ? states.read(changed, browser) : states.read(made, changed)

      expect(read).toEqual({ kind: 'wrong' })
    }),
    { numRuns: 2_000 },
  )
  // Every character of it, one step on: also the last ones, which base64 spells in several ways.
  for (let where = 0; where < made.length; where += 1) {
    const next = String.fromCharCode(made.charCodeAt(where) + 1)
    expect(states.read(made.slice(0, where) + next + made.slice(where + 1), browser)).toEqual({ kind: 'wrong' })
  }
})

test.each([
  ['no cookie', states.make(browser), undefined],
  ['another browser', states.make(browser), newName(randomBytes)],
  ['an empty cookie', states.make(browser), ''],
  ['no state', '', browser],
  [
    'a state that another secret signed',
    makeInstallStates('other', () => instant(at), randomBytes).make(browser),
    browser,
  ],
  ['two states in one', `${states.make(browser)}.${states.make(browser)}`, browser],
])('%s: refused', (_, state, cookie) => {
  expect(states.read(state, cookie)).toEqual({ kind: 'wrong' })
})

test('no two states are the same, and a name is always one that a browser may have', () => {
  const made = new Set(Array.from({ length: 1_000 }, () => states.make(browser)))

  expect(made.size).toBe(1_000)
  expect([...made].every(() => isBrowser(newName(randomBytes)))).toBe(true)
})

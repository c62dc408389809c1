import { describe, expect, test } from 'vitest'
import { makeTest } from '../../demo/aws/logs/pattern/make-test.ts'

describe('a JSON filter pattern', () => {
  const cases: readonly (readonly [pattern: string, fits: readonly unknown[], not: readonly unknown[]])[] = [
    ['{ $.v = "x" }', ['x'], ['X', 'xx', null, undefined]],
    ['{ $.v = x }', ['x'], ['y']],
    ['{ $.v = 1 }', [1, '1'], [2, '01', true, null]],
    ['{ $.v = "1" }', [1, '1'], [2]],
    ['{ $.v = true }', ['true'], [true, 'false']],
    ['{ $.v IS TRUE }', [true], ['true', false, null]],
    ['{ $.v IS FALSE }', [false], [true, 'false', undefined]],
    ['{ $.v IS NULL }', [null, [1, null]], [undefined, 0, [1]]],
    ['{ $.v NOT EXISTS }', [undefined], [null, 0, 'x']],
    ['{ $.v = * }', ['x', '', 1], [null, true, [1], { a: 1 }, undefined]],
    ['{ $.v != "x" }', ['y', 1], ['x', null, true, undefined]],
    ['{ $.v = "*Alpha" }', ['Alpha', 'xAlpha'], ['Alphax']],
    ['{ $.v = "Al*" }', ['Alpha', 'Al'], ['xAl']],
    ['{ $.v = "a?c" }', ['a?c'], ['abc']],
    ['{ $.v = 123.123.* }', ['123.123.4.5'], ['12.123.4.5']],
    ['{ $.v > 5 }', [6, 5.5], [5, '6', null]],
    ['{ $.v <= 5 }', [5, -1], [6, '1']],
    ['{ $.v = "a\\"b\\\\c" }', ['a"b\\c'], ['ab']],
    ['{ $.v = %^A[0-9]+$% }', ['A12'], ['xA1', 'A']],
    ['{ $.v[0] = "x" }', [['x', 'y']], [['y', 'x'], 'x', []]],
    ['{ $.v[*] = "x" }', [['y', 'x']], [['y'], 'x']],
    ['{ $.v.* = "x" }', [{ a: 'x' }], [{ a: 'y' }, 'x']],
    ["{ $.v.['dotted.key'] = 1 }", [{ 'dotted.key': 1 }], [{ dotted: { key: 1 } }]],
  ]
  test.each(cases)('%s', (pattern, fits, not) => {
    const holds = makeTest(pattern)

    expect(fits.filter((v) => !holds(JSON.stringify({ v })))).toEqual([])
    expect(not.filter((v) => holds(JSON.stringify({ v })))).toEqual([])
  })

  test('binds && before ||, and ( ) before both', () => {
    const message = JSON.stringify({ a: 1, b: 2, c: 3 })

    expect(makeTest('{ $.a = 1 || $.b = 9 && $.c = 9 }')(message)).toBe(true)
    expect(makeTest('{ ($.a = 1 || $.b = 9) && $.c = 9 }')(message)).toBe(false)
    expect(makeTest('{ ($.a = 1) && (($.b = 2) && ($.c = 3)) }')(message)).toBe(true)
  })

  test('finds nothing in what is no JSON', () => {
    expect(makeTest('{ $.v = * }')('v = 1')).toBe(false)
  })

  const refused = [
    '{ $.v == 1 }',
    '{ $.v = null }',
    '{ $.v = "x" ',
    '{ $.v = "x" } }',
    '{ $.v IS NOT NULL }',
    '{ $.v EXISTS }',
    '{ $.v = "x" AND $.w = "y" }',
    '{ !($.v = "x") }',
    '{ $..v = "x" }',
    '{ $.v[-1] = "x" }',
    '{ $.v[0:2] = "x" }',
    '{ $.a[*].b[*] = "x" }',
    '{ $.a[*] = 1 && $.b[*] = 1 && $.c[*] = 1 && $.d[*] = 1 }',
    '{ $.v < "x" }',
    '{ $.v = a-b/c }',
    '{ $.v = "a\\nb" }',
    '{ $.v = %(a)% }',
    '{ $.v = %ü% }',
    '{ $.a = %a% || $.b = %b% || $.c = %c% }',
    '{ $ = 1 }',
    '{ v = 1 }',
    '{ }',
    '[ip, user]',
    'a.b',
    '"unfinished',
  ]
  test.each(refused)('%s is refused', (pattern) => {
    expect(() => makeTest(pattern)).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }) as Error)
  })
})

describe('a pattern of words', () => {
  const cases: readonly (readonly [pattern: string, fits: readonly string[], not: readonly string[]])[] = [
    ['', ['anything'], []],
    ['" "', ['anything'], []],
    ['Error user', ['user Errors'], ['error user', 'Error']],
    ['?a ?b', ['a', 'b'], ['c']],
    ['?a c', ['c', 'ac'], ['a']],
    ['a -b', ['ac'], ['ab']],
    ['"a b"', ['xa bx'], ['ab', 'b a']],
    ['%E\\d+%', ['xE12'], ['E']],
  ]
  test.each(cases)('%j', (pattern, fits, not) => {
    const holds = makeTest(pattern)

    expect(fits.filter((text) => !holds(text))).toEqual([])
    expect(not.filter((text) => holds(text))).toEqual([])
  })
})

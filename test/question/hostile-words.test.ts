import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ask } from './asking.ts'

/** The shapes that make careless patterns and quote readers go round in circles. */
const PIECES = [
  '"',
  "'",
  '`',
  '\\',
  '\\"',
  '<',
  '>',
  '<@',
  '<http://',
  '|',
  '&',
  '&amp;',
  '&lt;',
  ':',
  'a:',
  'not ',
  'not:',
  '-',
  '--',
  '—',
  '!',
  '*',
  '..',
  '…',
  ',',
  '?',
  '1',
  '1h',
  '1d',
  '24',
  '14:00-',
  '2026-11-01',
  '..2026',
  'T10:00',
  'since ',
  'last ',
  'at ',
  'on ',
  'in ',
  'from ',
  'the ',
  'role ',
  'who changed ',
  'a',
  'a ',
  'a"',
  '"a" ',
  ' ',
  '\u200b',
  '\u00a0',
  '日',
  '\ud800',
  '😀',
  'event:',
  'region:x',
  'ip:',
  'arn:aws:',
  'AKIA',
  '@',
  '#',
  '/',
  'eroors ',
  'evnt:x ',
  '0',
  'jan ',
  '1 jan ',
  'utc ',
]

it.each(PIECES)('4,000 characters of %j are answered', (piece) => {
  const reading = ask(piece.repeat(Math.ceil(4000 / piece.length)).slice(0, 4000))

  expect(['understood', 'help', 'unclear']).toContain(reading.kind)
})

it('no words throw, and whatever is suggested reads', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  )

  fc.assert(
    fc.property(words, (typed) => {
      const reading = ask(typed)
      if (reading.kind !== 'unclear' || reading.suggestion === undefined) return
      expect(ask(reading.suggestion).kind).toBe('understood')
    }),
    { numRuns: 3000 },
  )
})

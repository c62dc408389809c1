import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { characters } from '../../src/message/block-limits.ts'
import { escapeText, reveal, shorten } from '../../src/message/escape.ts'

describe('reveal', () => {
  it.each([
    ['a\u202Eb', 'a\\u{202E}b'],
    ['\u0000\u001B[31m', '\\u{0}\\u{1B}[31m'],
    ['line\nbreak\ttab', 'line\\u{A}break\\u{9}tab'],
    ['zero\u200Bwidth\uFEFF', 'zero\\u{200B}width\\u{FEFF}'],
    ['no\u00A0break', 'no\\u{A0}break'],
    ['soft\u00ADhyphen', 'soft\\u{AD}hyphen'],
    ['lone\uD800', 'lone\\u{D800}'],
    ['tag\u{E0041}', 'tag\\u{E0041}'],
    ['filler\u3164', 'filler\\u{3164}'],
    ['z\u0300\u0301\u0302\u0303', 'z\u0300\u0301\u0302\\u{303}'],
    ['ordinary text, Ünï, 日本, 🙂', 'ordinary text, Ünï, 日本, 🙂'],
  ])('%j is shown as %s', (value, shown) => {
    expect(reveal(value)).toBe(shown)
  })

  it('leaves nothing that cannot be seen, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(reveal(value)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u)
      }),
    )
  })
})

describe('shorten', () => {
  it('keeps both ends and says how many characters are left out', () => {
    expect(shorten('a'.repeat(30) + 'b'.repeat(30), 30)).toBe('aaaaaaaaaa…(41 more)…bbbbbbbbb')
  })

  it('never gives more than was asked for, and counts right', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 20, max: 200 }), (value, most) => {
        const short = shorten(value, most)

        expect(characters(short)).toBeLessThanOrEqual(most)
        if (short === value) return
        const [, left] = /…\((\d+) more\)…/.exec(short) ?? []
        expect(characters(short) - characters(`…(${left} more)…`) + Number(left)).toBe(characters(value))
      }),
    )
  })
})

it('text has no markup, mention or link left in it', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '<!channel>',
          '<@U00ALICE>',
          '<http://evil.example|Fix>',
          '&lt;',
          'https://evil.example',
          '<',
          '>',
          'x',
        ),
        { maxLength: 8 },
      ),
      (bits) => {
        const text = escapeText(bits.join(''))

        expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt);)|:\/\//)
      },
    ),
  )
})

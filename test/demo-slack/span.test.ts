import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMrkdwn } from '../../demo/slack/show/mrkdwn.ts'
import { columns, paint, wrap } from '../../demo/slack/show/span.ts'

const viewer = { zone: 'Europe/Berlin', now: 0, nameOf: (id: string) => id, channelOf: (id: string) => id }
const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '\n', '🔑', '長', '*', '`', '<', '>', '|', '!date^', '&amp;', '_'),
})

describe('text in a terminal', () => {
  test('is never wider than there is room, and nothing but spaces is lost', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (said, width) => {
        const lines = wrap([{ text: said }], width).map((line) => line.map((span) => span.text).join(''))

        for (const line of lines) expect(columns(line.trimEnd())).toBeLessThanOrEqual(width)
        expect(lines.join('').replaceAll(/\s/gu, '')).toBe(said.replaceAll(/\s/gu, ''))
      }),
    )
  })

  test('is read from any markup without an error', () => {
    fc.assert(
      fc.property(text, (said) => {
        expect(paint(readMrkdwn(said, viewer), false)).not.toContain('undefined')
      }),
    )
  })

  test('cannot steer the terminal', () => {
    expect(paint([{ text: 'a\u001B[2Jb\u202Ec' }], false)).toBe('a\uFFFD[2Jb\uFFFDc')
  })

  test.each([
    ['*bold* and `code`', 'bold and `code`'],
    ['<https://example.com|here> and <https://example.com>', 'here (https://example.com) and https://example.com'],
    ['<@U1> in <#C1> &lt;b&gt;', '@U1 in #C1 <b>'],
    ['<!subteam^S1|@oncall> <!here>', '@oncall @here'],
    ['a*b*c and snake_case_name', 'a*b*c and snake_case_name'],
    ['```two\nlines```', '`two\nlines`'.replace('\n', '\uFFFD')],
    ['`<!date^0^{date_num} {time}|then>`', '`1970-01-01 01:00`'],
  ])('%s is shown as a person reads it', (said, shown) => {
    expect(paint(readMrkdwn(said, viewer), false)).toBe(shown)
  })
})

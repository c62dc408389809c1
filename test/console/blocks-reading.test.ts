import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateFor } from '../../demo/console/page/blocks/date-for.ts'
import { withEmoji, drawEmoji } from '../../demo/console/page/blocks/emoji.ts'
import { fieldOf, givenOf, initialOf } from '../../demo/console/page/blocks/given.ts'
import { niceTicks, readChart } from '../../demo/console/page/blocks/read-chart.ts'
import { readMarkdown } from '../../demo/console/page/blocks/read-markdown.ts'
import { readMrkdwn, type Inline } from '../../demo/console/page/blocks/read-mrkdwn.ts'
import { safeUrl } from '../../demo/console/page/blocks/safe-url.ts'
import { nextOrder, sortRows } from '../../demo/console/page/blocks/sort-rows.ts'
import { instantOf, zoned } from '../../demo/console/page/blocks/zoned.ts'
import { never } from '../../src/lib/never.ts'

describe('markup', () => {
  test.each([
    ['*bold* word', 'b(bold) word'],
    ['a*b*c and 2*3*4', 'a*b*c and 2*3*4'],
    ['* not * and _ not _', '* not * and _ not _'],
    ['snake_case_name', 'snake_case_name'],
    ['*b _i ~s~_*', 'b(b i(i s(s)))'],
    ['`*code* :eyes:`', 'c(*code* :eyes:)'],
    ['`<!date^0^{date_num}|then>`', 'c(d(0 {date_num} then))'],
    ['<@U00ALICE> <@U00ALICE|alice> <#C00INCIDENTS|incidents>', 'p(U00ALICE) p(U00ALICE) h(C00INCIDENTS)'],
    ['<!here> <!subteam^S1|@oncall>', 'e(@here) e(@oncall)'],
    ['<https://example.com/a?b&amp;c|a &amp; b>', 'l(https://example.com/a?b&c a & b)'],
    ['see https://example.com/a.', 'see l(https://example.com/a https://example.com/a).'],
    ['<mailto:a@example.com|a@example.com>', 'l(mailto:a@example.com a@example.com)'],
    ['<javascript:alert(1)|click>', '<javascript:alert(1)|click>'],
    ['<!date^nonsense^{date}|then>', 'then'],
    ['&lt;script&gt; &amp;amp;', '<script> &amp;'],
    [':eyes: :unknown: a:eyes:', '👀 :unknown: a:eyes:'],
  ])('%s', (text, says) => {
    expect(readMrkdwn(text).map((each) => ('inside' in each ? each.inside.map(spell).join('') : each.text))).toEqual([
      says,
    ])
  })

  test('ARNs and times keep their colons, in every kind of text', () => {
    const arns = [
      'arn:aws:iam::111122223333:user/alice',
      'arn:aws:key:eyes:warning:x',
      'arn:aws:eyes:',
      '10:20:30',
      '2026-11-23T10:20:30Z',
    ]
    for (const text of arns) {
      expect(withEmoji(text)).toBe(text)
      expect(readMrkdwn(text)).toEqual([{ kind: 'text', inside: [{ kind: 'text', text }] }])
    }
    expect(withEmoji(':eyes: :nobody_knows:')).toBe('👀 :nobody_knows:')
    expect(drawEmoji('x', '1f440-fe0f')).toBe('👀\u{fe0f}')
    expect(drawEmoji('nobody_knows', 'ffffff')).toBe(':nobody_knows:')
  })

  test('quotations, preformatted text and what follows them are told apart', () => {
    expect(readMrkdwn('a\n&gt; b\n&gt;c\nd\n```\n*e*\n```\nf').map((each) => [each.kind, plain(each)])).toEqual([
      ['text', 'a'],
      ['quote', 'b\nc'],
      ['text', 'd\n'],
      ['preformatted', '*e*'],
      ['text', 'f'],
    ])
    expect(readMrkdwn('>>> a\nb').map((each) => [each.kind, plain(each)])).toEqual([['quote', 'a\nb']])
  })

  test('no text makes the reader fail, lose letters of an escaped text, or take long', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('*_~`<>|&;:#@! \na1')), maxLength: 400 }), (text) => {
        readMrkdwn(text)
        readMarkdown(text)
        const escaped = text
          .replace(/[*_~`:]/gu, '')
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '+')
        expect(readMrkdwn(escaped).map(plain).join('')).toBe(text.replace(/[*_~`:]/gu, '').replaceAll('>', '+'))
      }),
    )
    for (const mark of ['*a', '_ ', '~<', '<!date^', '`', ':a', '*_~']) readMrkdwn(mark.repeat(3_000))
  })

  test('markdown is read into its parts', () => {
    const text = '# A\ntext\nmore\n\n- b\n- c\n\n3. d\n> e\n```js\nf\n```\n| g | h |\n|---|---|\n| i | j |\n---'
    expect(readMarkdown(text)).toEqual([
      { kind: 'heading', depth: 1, text: 'A' },
      { kind: 'text', text: 'text\nmore' },
      { kind: 'list', ordered: false, start: 1, items: ['b', 'c'] },
      { kind: 'list', ordered: true, start: 3, items: ['d'] },
      { kind: 'quote', text: 'e' },
      { kind: 'code', text: 'f' },
      {
        kind: 'table',
        rows: [
          ['g', 'h'],
          ['i', 'j'],
        ],
      },
      { kind: 'rule' },
    ])
  })

  test('an address that runs something is no address', () => {
    const bad = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//x',
      '/x',
      '',
    ]
    expect(bad.map(safeUrl)).toEqual(bad.map(() => undefined))
    expect(safeUrl('https://example.com/')).toBe('https://example.com/')
  })
})

describe('what is told to the app', () => {
  test.each([
    ['button', 'value'],
    ['static_select', 'selected_option'],
    ['external_select', 'selected_option'],
    ['users_select', 'selected_user'],
    ['conversations_select', 'selected_conversation'],
    ['channels_select', 'selected_channel'],
    ['multi_static_select', 'selected_options'],
    ['multi_external_select', 'selected_options'],
    ['multi_users_select', 'selected_users'],
    ['multi_conversations_select', 'selected_conversations'],
    ['multi_channels_select', 'selected_channels'],
    ['checkboxes', 'selected_options'],
    ['radio_buttons', 'selected_option'],
    ['overflow', 'selected_option'],
    ['datepicker', 'selected_date'],
    ['timepicker', 'selected_time'],
    ['datetimepicker', 'selected_date_time'],
    ['plain_text_input', 'value'],
    ['rich_text_input', 'rich_text_value'],
  ])('a %s tells its %s', (type, field) => {
    expect(fieldOf(type)).toBe(field)
  })

  test('a button without a value tells none', () => {
    const button = { type: 'button', action_id: 'go' }
    expect(givenOf('b', button, undefined)).toEqual({ block_id: 'b', action_id: 'go', type: 'button' })
  })

  test('an element holds what it was given at first, or nothing', () => {
    expect(initialOf({ type: 'datepicker', initial_date: '2026-11-23' })).toBe('2026-11-23')
    expect(initialOf({ type: 'datepicker' })).toBeNull()
    expect(initialOf({ type: 'multi_users_select' })).toEqual([])
  })
})

describe('numbers and times', () => {
  test('rows sort by value, by words, and back to how they came', () => {
    const rows = [10, 9, 100].map((value) => [
      { type: 'raw_number', value, text: String(value) },
      { type: 'raw_text', text: `n${value}` },
    ])
    const order = (column: number, down: boolean) => sortRows(rows, { column, down }).map(([cell]) => cell?.value)
    expect(order(0, false)).toEqual([9, 10, 100])
    expect(order(0, true)).toEqual([100, 10, 9])
    expect(order(1, false)).toEqual([9, 10, 100])
    expect(nextOrder({ column: 0, down: true }, 0)).toBeUndefined()
    expect(sortRows(rows, undefined)).toBe(rows)
  })

  test('the steps of an axis hold every value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 }), (values) => {
        const low = Math.min(0, ...values)
        const high = Math.max(0, ...values)
        const ticks = niceTicks(low, high)
        expect(ticks[0]).toBeLessThanOrEqual(low)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high)
        expect(ticks.length).toBeLessThan(9)
        expect(new Set(ticks).size).toBe(ticks.length)
      }),
    )
  })

  test('a chart that is no chart is none, and numbers that are none are zero', () => {
    expect(readChart({ chart: { type: 'radar' } })).toBeUndefined()
    const chart = { type: 'pie', segments: [{ label: 'a', value: 'x' }] }
    expect(readChart({ title: 't', chart })?.values).toEqual([[0]])
  })

  test('a date is told in the reader’s zone, by twelve hours, and relative to the day they have', () => {
    const now = Date.parse('2026-11-23T23:30:00Z')
    const look = { person: String, channel: String, now: () => now }
    const at = Date.parse('2026-11-23T14:02:11Z') / 1000
    const format = '{date_short_pretty} {time_secs}, {time} {nonsense}'
    expect(dateFor({ ...look, zone: 'Etc/UTC' }, at, format)).toBe('today 2:02:11 PM, 2:02 PM {nonsense}')
    expect(dateFor({ ...look, zone: 'Asia/Tokyo' }, at, format)).toBe('yesterday 11:02:11 PM, 11:02 PM {nonsense}')
  })

  test('a day and a time become the instant they name in a zone, also where clocks change', () => {
    const zone = fc.constantFrom(
      'Etc/UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Kiritimati',
    )
    fc.assert(
      fc.property(zone, fc.integer({ min: 25_000_000, max: 33_000_000 }), (zone, minutes) => {
        const { date, time } = zoned(minutes * 60, zone)
        const back = instantOf(date, time, zone)
        expect(zoned(back, zone)).toEqual({ date, time })
        expect(back).toBeLessThanOrEqual(minutes * 60)
      }),
    )
  })
})

function spell(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'bold':
    case 'italic':
    case 'strike':
    case 'code':
      return `${inline.kind[0]}(${inline.inside.map(spell).join('')})`
    case 'link':
      return `l(${inline.url} ${inline.text})`
    case 'person':
      return `p(${inline.id})`
    case 'channel':
      return `h(${inline.id})`
    case 'everyone':
      return `e(${inline.text})`
    case 'date':
      return `d(${inline.seconds} ${inline.format} ${inline.fallback})`
    default:
      return never(inline)
  }
}

function plain(passage: ReturnType<typeof readMrkdwn>[number]): string {
  return 'inside' in passage ? passage.inside.map(spell).join('') : passage.text
}

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { characters, LIMITS } from '../../src/message/block-limits.ts'
import { KINDS, type Surface } from '../../src/message/validate-block-kinds.ts'
import { sayBlockError, validateBlocks, validateMessage } from '../../src/message/validate-blocks.ts'
import { messageLength } from '../../src/message/validate-totals.ts'
import { validateView } from '../../src/message/validate-view.ts'
import {
  bar,
  buttons,
  cells,
  dataTable,
  fill,
  input,
  option,
  plain,
  richText,
  section,
  times,
} from './validate-blocks-samples.ts'

/** For each kind of block one that Slack takes. */
const GOOD: Readonly<Record<string, readonly [Surface, object]>> = {
  actions: ['message', { type: 'actions', elements: buttons(25) }],
  alert: ['modal', { type: 'alert', text: plain(fill(200)), level: 'warning' }],
  card: ['message', { type: 'card', title: { type: 'mrkdwn', text: fill(150) } }],
  carousel: [
    'message',
    { type: 'carousel', elements: times(10, () => ({ type: 'card', body: { type: 'mrkdwn', text: 'b' } })) },
  ],
  container: [
    'message',
    { type: 'container', title: plain(fill(150)), child_blocks: times(10, () => ({ type: 'divider' })) },
  ],
  context: ['message', { type: 'context', elements: times(10, () => ({ type: 'mrkdwn', text: 'x' })) }],
  context_actions: [
    'message',
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('Remove'), value: 'v' }] },
  ],
  data_table: ['message', dataTable(101, 20)],
  data_visualization: ['message', bar(20, 6)],
  divider: ['message', { type: 'divider', block_id: fill(255) }],
  file: ['message', { type: 'file', source: 'remote', external_id: 'ABC' }],
  header: ['message', { type: 'header', text: plain(fill(150), false) }],
  image: ['message', { type: 'image', alt_text: 'a', image_url: `https://${fill(2992)}` }],
  input: ['modal', input({ type: 'plain_text_input', action_id: 'a', max_length: 3000 })],
  markdown: ['message', { type: 'markdown', text: fill(12_000) }],
  plan: [
    'message',
    { type: 'plan', title: 'p', tasks: [{ type: 'task_card', task_id: '1', title: 't', status: 'complete' }] },
  ],
  rich_text: ['message', richText([{ type: 'text', text: 'arn', style: { code: true } }])],
  section: ['message', section(fill(3000))],
  table: ['message', { type: 'table', rows: cells(100, 20), column_settings: [{ align: 'right', is_wrapped: true }] }],
  task_card: ['message', { type: 'task_card', task_id: '1', title: 't', status: 'pending' }],
  video: [
    'message',
    { type: 'video', video_url: 'https://v', thumbnail_url: 'https://t', alt_text: 'a', title: plain(fill(199)) },
  ],
}

/** One step beyond each limit, and what Slack says of it. */
const BAD: readonly (readonly [string, Surface, object, string])[] = [
  [
    '26 buttons',
    'message',
    { type: 'actions', elements: buttons(26) },
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['no elements', 'message', { type: 'actions' }, 'missing required field: elements [json-pointer:/blocks/0]'],
  [
    'an alert in a message',
    'message',
    { type: 'alert', text: plain('a') },
    'block type is not supported in a message: alert [json-pointer:/blocks/0/type]',
  ],
  [
    'a long alert',
    'modal',
    { type: 'alert', text: plain(fill(201)) },
    'must be less than 201 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty card',
    'message',
    { type: 'card' },
    'must provide at least one of: hero_image, title, actions, body [json-pointer:/blocks/0]',
  ],
  [
    'a long card title',
    'message',
    { type: 'card', title: { type: 'mrkdwn', text: fill(151) } },
    'must be less than 151 characters [json-pointer:/blocks/0/title/text]',
  ],
  [
    '11 cards',
    'message',
    { type: 'carousel', elements: times(11, () => ({ type: 'card', body: { type: 'mrkdwn', text: 'b' } })) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    '11 child blocks',
    'message',
    { type: 'container', child_blocks: times(11, () => ({ type: 'divider' })) },
    'no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]',
  ],
  [
    'a data_table in a container',
    'message',
    { type: 'container', child_blocks: [dataTable(2, 2)] },
    'unsupported type: data_table [json-pointer:/blocks/0/child_blocks/0/type]',
  ],
  [
    '11 context elements',
    'message',
    { type: 'context', elements: times(11, () => plain('x')) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    '6 context actions',
    'message',
    { type: 'context_actions', elements: times(6, () => ({})) },
    'no more than 5 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['102 rows', 'message', dataTable(102, 1), 'no more than 101 items allowed [json-pointer:/blocks/0/rows]'],
  ['a header without rows', 'message', dataTable(1, 1), 'no less than 2 items allowed [json-pointer:/blocks/0/rows]'],
  ['21 columns', 'message', dataTable(2, 21), 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
  [
    'uneven rows',
    'message',
    { ...dataTable(2, 2), rows: [cells(1, 2)[0], cells(1, 1)[0]] },
    'must have 2 cells as the header has [json-pointer:/blocks/0/rows/1]',
  ],
  [
    'rich text in the header',
    'message',
    { ...dataTable(2, 1), rows: [[richText([{ type: 'text', text: 'h' }])], cells(1, 1)[0]] },
    'rich_text is not allowed in a header cell [json-pointer:/blocks/0/rows/0/0]',
  ],
  [
    'an empty cell',
    'message',
    { ...dataTable(2, 1), rows: [cells(1, 1)[0], [{ type: 'raw_text', text: '' }]] },
    'must be more than 0 characters [json-pointer:/blocks/0/rows/1/0/text]',
  ],
  [
    'no caption',
    'message',
    { type: 'data_table', rows: cells(2, 2) },
    'missing required field: caption [json-pointer:/blocks/0]',
  ],
  [
    'a page of 101',
    'message',
    { ...dataTable(2, 1), page_size: 101 },
    'must be at most 100 [json-pointer:/blocks/0/page_size]',
  ],
  [
    'a row header beyond the columns',
    'message',
    { ...dataTable(2, 2), row_header_column_index: 2 },
    'must be less than 2 [json-pointer:/blocks/0/row_header_column_index]',
  ],
  [
    'a long chart title',
    'message',
    { ...bar(1, 1), title: fill(51) },
    'must be less than 51 characters [json-pointer:/blocks/0/title]',
  ],
  [
    '21 categories',
    'message',
    bar(21, 1),
    'no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]',
  ],
  ['7 series', 'message', bar(1, 7), 'no more than 6 items allowed [json-pointer:/blocks/0/chart/series]'],
  [
    'a point too few',
    'message',
    bar(3, 1, 2),
    'must have one point for each category [json-pointer:/blocks/0/chart/series/0/data]',
  ],
  [
    'an empty slice',
    'message',
    { type: 'data_visualization', title: 't', chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] } },
    'must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]',
  ],
  [
    'a long block_id',
    'message',
    { type: 'divider', block_id: fill(256) },
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'an unknown field',
    'message',
    { type: 'divider', colour: 'red' },
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  [
    'a local file',
    'message',
    { type: 'file', source: 'local', external_id: 'A' },
    'must be a valid enum value [json-pointer:/blocks/0/source]',
  ],
  [
    'a long header',
    'message',
    { type: 'header', text: plain(fill(151)) },
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a header in mrkdwn',
    'message',
    { type: 'header', text: { type: 'mrkdwn', text: 'h' } },
    'must be a valid enum value [json-pointer:/blocks/0/text/type]',
  ],
  [
    'an image from nowhere',
    'message',
    { type: 'image', alt_text: 'a' },
    'must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0]',
  ],
  [
    'an image from two places',
    'message',
    { type: 'image', alt_text: 'a', image_url: 'https://i', slack_file: { id: 'F1' } },
    'must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0]',
  ],
  [
    'an input in a message',
    'message',
    input({ type: 'plain_text_input' }),
    'block type is not supported in a message: input [json-pointer:/blocks/0/type]',
  ],
  [
    'an input without element',
    'modal',
    { type: 'input', label: plain('l') },
    'missing required field: element [json-pointer:/blocks/0]',
  ],
  [
    'an input around a button',
    'modal',
    input({ type: 'button', text: plain('b') }),
    'unsupported type: button [json-pointer:/blocks/0/element/type]',
  ],
  [
    'an over-long input',
    'modal',
    input({ type: 'plain_text_input', max_length: 3001 }),
    'must be at most 3000 [json-pointer:/blocks/0/element/max_length]',
  ],
  [
    'long markdown',
    'message',
    { type: 'markdown', text: fill(12_001) },
    'must be less than 12001 characters [json-pointer:/blocks/0/text]',
  ],
  [
    'an unknown leaf',
    'message',
    richText([{ type: 'blink', text: 'x' }]),
    'unsupported type: blink [json-pointer:/blocks/0/elements/0/elements/0/type]',
  ],
  [
    'an empty text',
    'message',
    richText([{ type: 'text', text: '' }]),
    'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
  ],
  [
    'a deep list',
    'message',
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_list', style: 'bullet', indent: 9, elements: [{ type: 'rich_text_section', elements: [] }] },
      ],
    },
    'must be at most 8 [json-pointer:/blocks/0/elements/0/indent]',
  ],
  [
    '3001 characters',
    'message',
    section(fill(3001)),
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'the same, said of the object',
    'message',
    section(fill(3001)),
    'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
  ],
  [
    'an empty section',
    'message',
    { type: 'section' },
    'must provide at least one of: text, fields [json-pointer:/blocks/0]',
  ],
  [
    '11 fields',
    'message',
    { type: 'section', fields: times(11, () => plain('f')) },
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a long field',
    'message',
    { type: 'section', fields: [plain(fill(2001))] },
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    '101 rows of a table',
    'message',
    { type: 'table', rows: cells(101, 1) },
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [
    'an empty cell of a table',
    'message',
    { type: 'table', rows: [[{ type: 'raw_text', text: '' }]] },
    'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]',
  ],
  [
    'an unknown status',
    'message',
    { type: 'task_card', task_id: '1', title: 't', status: 'done' },
    'must be a valid enum value [json-pointer:/blocks/0/status]',
  ],
  [
    'a long video title',
    'message',
    { ...GOOD.video?.[1], title: plain(fill(200)) },
    'must be less than 200 characters [json-pointer:/blocks/0/title/text]',
  ],
  [
    'an unknown block',
    'message',
    { type: 'constructor' },
    'unsupported type: constructor [json-pointer:/blocks/0/type]',
  ],
  [
    'a long button text',
    'message',
    { type: 'actions', elements: [{ type: 'button', text: plain(fill(76)) }] },
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long button value',
    'message',
    { type: 'actions', elements: [{ type: 'button', text: plain('b'), value: fill(2001) }] },
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    '6 overflow options',
    'message',
    section('s', { type: 'overflow', options: times(6, () => option('o')) }),
    'no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    '101 options',
    'message',
    section('s', { type: 'static_select', options: times(101, () => option('o')) }),
    'no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'options and groups',
    'message',
    section('s', {
      type: 'static_select',
      options: [option('o')],
      option_groups: [{ label: plain('g'), options: [option('o')] }],
    }),
    'must provide exactly one of: options, option_groups [json-pointer:/blocks/0/accessory]',
  ],
  [
    'a long option',
    'message',
    section('s', { type: 'static_select', options: [option(fill(76))] }),
    'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]',
  ],
  [
    '11 choices',
    'message',
    section('s', { type: 'checkboxes', options: times(11, () => option('o')) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'a datetimepicker in a section',
    'message',
    section('s', { type: 'datetimepicker' }),
    'unsupported type: datetimepicker [json-pointer:/blocks/0/accessory/type]',
  ],
  [
    'a long confirmation',
    'message',
    { type: 'actions', elements: [{ type: 'button', text: plain('b'), confirm: { text: plain(fill(301)) } }] },
    'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  [
    'a long action_id',
    'message',
    { type: 'actions', elements: [{ type: 'button', text: plain('b'), action_id: fill(256) }] },
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
]

describe('validateBlocks', () => {
  test('there is a sample for every kind of block', () => {
    expect(Object.keys(GOOD).sort()).toEqual(Object.keys(KINDS).sort())
  })

  test.each(Object.entries(GOOD))('%s at its limits is taken', (_, [surface, block]) => {
    expect(validateBlocks(surface, [block]).map(sayBlockError)).toEqual([])
  })

  test.each(BAD)('%s is refused as Slack refuses it', (_, surface, block, expected) => {
    expect(validateBlocks(surface, [block]).map(sayBlockError)).toContain(expected)
  })

  test.each([
    ['51 blocks', times(51, () => ({ type: 'divider' })), 'no more than 50 items allowed [json-pointer:/blocks]'],
    [
      'two tables',
      times(2, () => ({ type: 'table', rows: cells(1, 1) })),
      'no more than 1 table blocks allowed [json-pointer:/blocks/1]',
    ],
    [
      'three charts',
      times(3, () => bar(1, 1)),
      'no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]',
    ],
    [
      'a block_id twice',
      times(2, () => ({ type: 'divider', block_id: 'same' })),
      'block_id must be unique [json-pointer:/blocks/1/block_id]',
    ],
    [
      'an action_id twice in a block',
      [{ type: 'actions', elements: times(2, () => ({ ...buttons(1)[0], action_id: 'a' })) }],
      'action_id must be unique [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      '12,001 characters of markdown in two blocks',
      [6000, 6001].map((n) => ({ type: 'markdown', text: fill(n) })),
      'markdown must be less than 12001 characters in all [json-pointer:/blocks]',
    ],
    [
      '10,001 characters in cells',
      [{ type: 'table', rows: [[{ type: 'raw_text', text: fill(10_001) }]] }],
      'table cells must be less than 10001 characters in all [json-pointer:/blocks]',
    ],
    [
      '13,201 characters',
      times(5, (i) => section(fill(i === 0 ? 701 : 3000))),
      'msg_blocks_too_long [json-pointer:/blocks]',
    ],
  ])('%s in one message are too many', (_, blocks, expected) => {
    expect(validateBlocks('message', blocks).map(sayBlockError)).toContain(expected)
  })

  test('what a message may hold as a whole is taken at the limit', () => {
    expect(
      validateBlocks(
        'message',
        times(50, () => ({ type: 'divider' })),
      ),
    ).toEqual([])
    expect(validateBlocks('message', [bar(1, 1), bar(1, 1), { type: 'table', rows: cells(1, 1) }])).toEqual([])
    expect(
      validateBlocks(
        'message',
        [6000, 6000].map((n) => ({ type: 'markdown', text: fill(n) })),
      ),
    ).toEqual([])
    expect(
      validateBlocks(
        'message',
        times(5, (i) => section(fill(i === 0 ? 700 : 3000))),
      ),
    ).toEqual([])
  })

  test('a view may hold 100 blocks', () => {
    expect(
      validateBlocks(
        'home',
        times(100, () => ({ type: 'divider' })),
      ),
    ).toEqual([])
    expect(
      validateBlocks(
        'home',
        times(101, () => ({ type: 'divider' })),
      ).map(sayBlockError),
    ).toEqual(['no more than 100 items allowed [json-pointer:/blocks]'])
  })

  test('an emoji counts as one character', () => {
    expect(characters('🔑🔑')).toBe(2)
    expect(validateBlocks('message', [{ type: 'header', text: plain('🔑'.repeat(150)) }])).toEqual([])
  })

  test('no input makes it throw', () => {
    const type = fc.constantFrom(...Object.keys(KINDS), 'constructor', '__proto__')
    const odd = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
      fc.record(
        { type, elements: fc.anything(), text: fc.anything(), rows: fc.anything(), chart: fc.anything() },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(
        fc.constantFrom<Surface>('message', 'modal', 'home'),
        fc.oneof(odd, fc.array(odd)),
        (surface, blocks) => {
          for (const error of validateBlocks(surface, blocks)) expect(error.pointer).toMatch(/^\/blocks/u)
          validateView(blocks)
          validateMessage({ text: blocks, blocks })
        },
      ),
    )
  })

  test('what is measured does not shrink when a block is added', () => {
    const block = fc.constantFrom(...Object.values(GOOD).map(([, each]) => each))
    fc.assert(
      fc.property(fc.array(block), block, (blocks, more) => {
        expect(messageLength([...blocks, more])).toBeGreaterThanOrEqual(messageLength(blocks))
      }),
    )
  })
})

describe('validateMessage', () => {
  test.each([
    [{ text: 'hello' }, []],
    [{ text: fill(LIMITS.messageText) }, []],
    [{ text: fill(LIMITS.messageText + 1) }, ['must be less than 40001 characters [json-pointer:/text]']],
    [{ text: ' ' }, ['missing required field: text [json-pointer:/text]']],
    [{ blocks: [{ type: 'divider' }] }, ['missing required field: text [json-pointer:/text]']],
    [{ text: 'a', blocks: {} }, ['must provide an array [json-pointer:/blocks]']],
  ])('%# says what the whole message lacks', (message, expected) => {
    expect(validateMessage(message).map(sayBlockError)).toEqual(expected)
  })
})

describe('validateView', () => {
  const view = { type: 'modal', title: plain(fill(24)), blocks: [] }

  test('a view at its limits is taken', () => {
    const full = {
      ...view,
      submit: plain(fill(24)),
      close: plain(fill(24)),
      private_metadata: fill(3000),
      callback_id: fill(255),
    }
    expect(validateView({ ...full, blocks: [input({ type: 'plain_text_input' })] })).toEqual([])
    expect(validateView({ type: 'home', blocks: [{ type: 'divider' }] })).toEqual([])
  })

  test.each([
    [
      'a long title',
      { ...view, title: plain(fill(25)) },
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'long metadata',
      { ...view, private_metadata: fill(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a long callback',
      { ...view, callback_id: fill(256) },
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'an input without a submit',
      { ...view, blocks: [input({ type: 'plain_text_input' })] },
      'missing required field: submit [json-pointer:/view]',
    ],
    [
      'a title on a Home tab',
      { type: 'home', title: plain('t'), blocks: [] },
      'invalid additional property: title [json-pointer:/view]',
    ],
    [
      'a table in a modal',
      { ...view, blocks: [dataTable(2, 1)] },
      'block type is not supported in a modal: data_table [json-pointer:/view/blocks/0/type]',
    ],
  ])('%s is refused', (_, bad, expected) => {
    expect(validateView(bad).map(sayBlockError)).toContain(expected)
  })
})

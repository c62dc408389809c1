import type { InputBlock } from '@slack/types'
import { expect, it, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { plainText } from '../../src/message/plain.ts'
import { validateView } from '../../src/message/validate-view.ts'
import type { View } from '../../src/message/view.ts'
import { watchEditView } from '../../src/message/watch-edit-form.ts'
import { watchFormView } from '../../src/message/watch-form.ts'
import { EDIT_FIELDS, WATCH_FIELDS } from '../../src/question/watch-form-choices.ts'
import type { Term } from '../../src/question/question.ts'
import { makeViewPayload } from '../../src/slack/view-payload.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { NOW } from '../question/asking.ts'

const WATCH: Watch = {
  team: 'T00FAKE',
  id: 'w-3fkx9a',
  channel: 'C00OPS',
  owner: 'U00ALICE',
  terms: [named('*Alice* <!channel>')],
  urgency: { kind: 'daily', hour: 17, zone: 'Asia/Tokyo' },
  since: NOW,
  mutes: [[calls('Decrypt')], [calls('Get')]],
}

it.each<[string, View, readonly string[]]>([
  ['new', watchFormView(undefined), WATCH_FIELDS],
  ['new in a channel', watchFormView('C00OPS'), WATCH_FIELDS],
  ['running', watchEditView(WATCH, 'q1.x', NOW), EDIT_FIELDS],
  [
    'paused',
    watchEditView({ ...WATCH, hold: { kind: 'paused', at: NOW, until: undefined } }, 'q1.x', NOW),
    EDIT_FIELDS,
  ],
  [
    'suspended',
    watchEditView({ ...WATCH, hold: { kind: 'suspended', at: NOW, reason: 'archived', told: true } }, 'q1.x', NOW),
    ['soon', 'hour', 'mutes'],
  ],
  [
    'with more mutes than an input holds',
    watchEditView({ ...WATCH, mutes: Array.from({ length: 20 }, () => [calls('A'.repeat(200))]) }, 'q1.x', NOW),
    ['asked', 'soon', 'hour', 'state', 'until'],
  ],
])('is a view that Slack takes, with inputs that its check knows: %s', (_title, view, fields) => {
  expect(validateView(makeViewPayload(view))).toEqual([])
  expect(inputs(view).map(({ block_id }) => block_id)).toEqual(fields)
  for (const { block_id, element } of inputs(view)) expect('action_id' in element && element.action_id).toBe(block_id)
})

test('shows the watch as it is: how soon, its zone, and what it does not tell, a line for each', () => {
  const view = watchEditView(WATCH, 'q1.x', NOW)

  expect(initial(view, 'soon')).toBe('daily')
  expect(initial(view, 'hour')).toBe('17')
  expect(initial(view, 'state')).toBe('tell')
  expect(JSON.stringify(view)).toContain('Asia/Tokyo')
  expect(inputs(view).find(({ block_id }) => block_id === 'mutes')?.element).toMatchObject({
    initial_value: 'event:Decrypt\nevent:Get',
  })
  expect(plainText(view.blocks)).toContain('w-3fkx9a')
})

it.each([
  [undefined, 'pause'],
  [instant(NOW + 60_000), 'stay'],
  [instant(NOW - 60_000), 'tell'],
])('a pause until %s is shown as %s', (until, state) => {
  expect(initial(watchEditView({ ...WATCH, hold: { kind: 'paused', at: NOW, until } }, 'q1.x', NOW), 'state')).toBe(
    state,
  )
})

function inputs({ blocks }: View): readonly InputBlock[] {
  return blocks.filter((block): block is InputBlock => block.type === 'input')
}

function initial(view: View, field: string): string | undefined {
  const element = inputs(view).find(({ block_id }) => block_id === field)?.element
  return element?.type === 'static_select' ? element.initial_option?.value : undefined
}

function named(value: string): Term {
  return { not: false, predicate: { kind: 'identity', by: 'name', value, prefix: false } }
}

function calls(value: string): Term {
  return { not: false, predicate: { kind: 'event', value, prefix: false } }
}

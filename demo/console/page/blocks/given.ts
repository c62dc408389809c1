import type { Json } from '../../../slack/record.ts'
import { recordsOf, textOf } from '../../../slack/record.ts'
import type { FormValue, Given, Option } from './props.ts'

/** The field of a block_actions payload, or of a view's state, in which a kind of element tells what it holds. */
export function fieldOf(type: string): keyof Given {
  if (type === 'multi_users_select') return 'selected_users'
  if (type === 'multi_conversations_select') return 'selected_conversations'
  if (type === 'multi_channels_select') return 'selected_channels'
  if (type.startsWith('multi_') || type === 'checkboxes') return 'selected_options'
  return ONE.get(type) ?? 'value'
}

const ONE: ReadonlyMap<string, keyof Given> = new Map([
  ['static_select', 'selected_option'],
  ['external_select', 'selected_option'],
  ['overflow', 'selected_option'],
  ['radio_buttons', 'selected_option'],
  ['users_select', 'selected_user'],
  ['conversations_select', 'selected_conversation'],
  ['channels_select', 'selected_channel'],
  ['datepicker', 'selected_date'],
  ['timepicker', 'selected_time'],
  ['datetimepicker', 'selected_date_time'],
  ['rich_text_input', 'rich_text_value'],
])

/** What Slack would tell the app; a button without a value tells none. */
export function givenOf(blockId: string, element: Json, value: FormValue | undefined): Given {
  const type = textOf(element, 'type') ?? ''
  const given = { block_id: blockId, action_id: textOf(element, 'action_id') ?? '', type }
  return value === undefined ? given : { ...given, [fieldOf(type)]: value }
}

/** What an element holds before anyone touched it. */
export function initialOf(element: Json): FormValue {
  const [, value] = Object.entries(element).find(([name]) => name.startsWith('initial_')) ?? []
  if (value !== undefined) return value as FormValue
  return fieldOf(textOf(element, 'type') ?? '').endsWith('s') ? [] : null
}

/** The options of a menu with the label of the group they are in. */
export function optionsOf(element: Json): readonly { readonly option: Option; readonly group: string | undefined }[] {
  const alone = recordsOf(element.options).map((each) => ({ option: optionOf(each), group: undefined }))
  const grouped = recordsOf(element.option_groups).flatMap((group) =>
    recordsOf(group.options).map((each) => ({ option: optionOf(each), group: saidIn(group.label) })),
  )
  return [...alone, ...grouped]
}

/** The words of a text object, or nothing. */
export function saidIn(text: unknown): string {
  if (typeof text === 'string') return text
  return typeof text === 'object' && text !== null && 'text' in text && typeof text.text === 'string' ? text.text : ''
}

function optionOf(record: Json): Option {
  return record as unknown as Option
}

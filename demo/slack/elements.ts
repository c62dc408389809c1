import { isJson, recordsOf, textOf, type Json } from './record.ts'

/** What a person puts into an element: a value, several, or a whole option as a typeahead gives it. */
export type Given = string | readonly string[] | Json

/** Something that can be clicked or filled in, and the block it is in. */
export type Placed = { readonly element: Json; readonly block: Json }

/** Everything in these blocks that has an action_id, also inside containers and cards. */
export function placedIn(blocks: readonly Json[]): readonly Placed[] {
  return blocks.flatMap((block) => [
    ...[block.accessory, block.element, ...recordsOf(block.elements), ...recordsOf(block.actions)]
      .filter(isJson)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ element, block })),
    ...placedIn(recordsOf(block.child_blocks)),
    ...(block.type === 'carousel' ? placedIn(recordsOf(block.elements)) : []),
  ])
}

/** The state of one element as payloads tell it, after a person gave it a value or left it as it was. */
export function filled(element: Json, given: Given | undefined): Json | undefined {
  const type = textOf(element, 'type') ?? ''
  const value = given ?? initial(element)
  const state = (name: string, content: unknown): Json => ({ type, [name]: content ?? null })
  if (type.startsWith('multi_users')) return state('selected_users', value ?? [])
  if (type.startsWith('multi_conversations')) return state('selected_conversations', value ?? [])
  if (type.startsWith('multi_channels')) return state('selected_channels', value ?? [])
  if (type.startsWith('multi_') || type === 'checkboxes')
    return state('selected_options', Array.isArray(value) ? value.map((each: unknown) => optionOf(element, each)) : [])
  switch (type) {
    case 'static_select':
    case 'external_select':
    case 'overflow':
    case 'radio_buttons':
      return state('selected_option', value === undefined ? undefined : optionOf(element, value))
    case 'users_select':
      return state('selected_user', value)
    case 'conversations_select':
      return state('selected_conversation', value)
    case 'channels_select':
      return state('selected_channel', value)
    case 'datepicker':
      return state('selected_date', value)
    case 'timepicker':
      return state('selected_time', value)
    case 'datetimepicker':
      return state('selected_date_time', value === undefined ? undefined : Number(value))
    case 'rich_text_input':
      return state('rich_text_value', value)
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return state('value', value)
    default:
      return undefined
  }
}

/** Whether a state holds anything. */
export function isEmpty(state: Json): boolean {
  const value = Object.entries(state).find(([name]) => name !== 'type')?.[1]
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function initial(element: Json): unknown {
  return Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1]
}

function optionOf(element: Json, value: unknown): Json {
  if (isJson(value)) return value
  const options = [
    ...recordsOf(element.options),
    ...recordsOf(element.option_groups).flatMap((group) => recordsOf(group.options)),
  ]
  const option = options.find((each) => each.value === value)
  if (option !== undefined) return option
  if (element.type === 'external_select' || element.type === 'multi_external_select')
    return { text: { type: 'plain_text', text: String(value) }, value: String(value) }
  throw new Error(`no option ${String(value)} in ${String(element.action_id)}`)
}

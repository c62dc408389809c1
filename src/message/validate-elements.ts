import { LIMITS } from './block-limits.ts'
import {
  all,
  anything,
  boolean,
  byType,
  exactlyOne,
  integer,
  list,
  object,
  oneOf,
  optional,
  pattern,
  string,
  type Fields,
  type Rule,
} from './validate-rule.ts'
import { richText } from './validate-rich-text.ts'
import { anyOption, confirm, optionGroup, placeholder, plainOption, plainText } from './validate-text.ts'

const action_id = optional(string(LIMITS.actionId))
const focus_on_load = optional(boolean)
const style = optional(oneOf('primary', 'danger'))
const accessibility_label = optional(string(LIMITS.buttonText))
const asks = { action_id, confirm: optional(confirm) }
const fills = { action_id, focus_on_load, placeholder: optional(placeholder) }
const chooses = { ...fills, confirm: optional(confirm) }
const many = { max_selected_items: optional(integer(1, LIMITS.selectOptions)) }
const dispatch = {
  dispatch_action_config: optional(
    object({ trigger_actions_on: optional(list(oneOf('on_enter_pressed', 'on_character_entered'), 2)) }),
  ),
}
const filter = optional(
  object({
    include: optional(list(oneOf('im', 'mpim', 'private', 'public'), 4)),
    exclude_external_shared_channels: optional(boolean),
    exclude_bot_users: optional(boolean),
  }),
)
const groups = {
  options: optional(list(plainOption, LIMITS.selectOptions)),
  option_groups: optional(list(optionGroup, LIMITS.optionGroups)),
}

function element(type: string, fields: Fields): Rule {
  return object({ type: oneOf(type), ...fields })
}

/** Exactly one of a public address and a file that Slack has. */
export const imageSource = exactlyOne('image_url', 'slack_file')
export const imageFields: Fields = {
  image_url: optional(string(LIMITS.imageUrl)),
  slack_file: optional(
    all(object({ id: optional(string()), url: optional(string(LIMITS.url)) }), exactlyOne('id', 'url')),
  ),
  alt_text: string(LIMITS.imageText),
  image_width: optional(anything),
  image_height: optional(anything),
  image_bytes: optional(anything),
}

export const button: Rule = element('button', {
  ...asks,
  text: plainText(LIMITS.buttonText),
  value: optional(string(LIMITS.buttonValue)),
  url: optional(string(LIMITS.url)),
  style,
  accessibility_label,
})
const feedback = object({ text: plainText(LIMITS.buttonText), accessibility_label, value: string(LIMITS.buttonValue) })
const date = pattern(/^\d{4}-\d{2}-\d{2}$/u, 'a date such as 2026-11-23')
const time = pattern(/^\d{2}:\d{2}$/u, 'a time such as 14:30')
const length = optional(integer(0, LIMITS.inputText))

/** Every element Slack knows, by type. */
export const ELEMENTS: Readonly<Record<string, Rule>> = {
  button,
  image: all(element('image', imageFields), imageSource),
  overflow: element('overflow', { ...asks, options: list(plainOption, LIMITS.overflowOptions) }),
  static_select: all(
    element('static_select', { ...chooses, ...groups, initial_option: optional(plainOption) }),
    exactlyOne('options', 'option_groups'),
  ),
  multi_static_select: all(
    element('multi_static_select', {
      ...chooses,
      ...many,
      ...groups,
      initial_options: optional(list(plainOption, LIMITS.selectOptions)),
    }),
    exactlyOne('options', 'option_groups'),
  ),
  external_select: element('external_select', {
    ...chooses,
    min_query_length: optional(integer(0, 1000)),
    initial_option: optional(plainOption),
  }),
  multi_external_select: element('multi_external_select', {
    ...chooses,
    ...many,
    min_query_length: optional(integer(0, 1000)),
    initial_options: optional(list(plainOption, LIMITS.selectOptions)),
  }),
  users_select: element('users_select', { ...chooses, initial_user: optional(string()) }),
  multi_users_select: element('multi_users_select', { ...chooses, ...many, initial_users: optional(list(string())) }),
  conversations_select: element('conversations_select', {
    ...chooses,
    filter,
    initial_conversation: optional(string()),
    default_to_current_conversation: optional(boolean),
    response_url_enabled: optional(boolean),
  }),
  multi_conversations_select: element('multi_conversations_select', {
    ...chooses,
    ...many,
    filter,
    initial_conversations: optional(list(string())),
    default_to_current_conversation: optional(boolean),
  }),
  channels_select: element('channels_select', {
    ...chooses,
    initial_channel: optional(string()),
    response_url_enabled: optional(boolean),
  }),
  multi_channels_select: element('multi_channels_select', {
    ...chooses,
    ...many,
    initial_channels: optional(list(string())),
  }),
  checkboxes: element('checkboxes', {
    ...asks,
    focus_on_load,
    options: list(anyOption, LIMITS.choiceOptions),
    initial_options: optional(list(anyOption, LIMITS.choiceOptions)),
  }),
  radio_buttons: element('radio_buttons', {
    ...asks,
    focus_on_load,
    options: list(anyOption, LIMITS.choiceOptions),
    initial_option: optional(anyOption),
  }),
  datepicker: element('datepicker', { ...chooses, initial_date: optional(date) }),
  timepicker: element('timepicker', { ...chooses, initial_time: optional(time), timezone: optional(string()) }),
  datetimepicker: element('datetimepicker', {
    ...asks,
    focus_on_load,
    initial_date_time: optional(integer(1_000_000_000, 9_999_999_999)),
  }),
  plain_text_input: element('plain_text_input', {
    ...fills,
    ...dispatch,
    initial_value: optional(string(LIMITS.inputText, 0)),
    multiline: optional(boolean),
    min_length: length,
    max_length: optional(integer(1, LIMITS.inputText)),
  }),
  rich_text_input: element('rich_text_input', {
    ...fills,
    ...dispatch,
    initial_value: optional(richText),
    min_lines: optional(integer(1, 100)),
    max_lines: optional(integer(1, 100)),
  }),
  number_input: element('number_input', {
    ...fills,
    ...dispatch,
    is_decimal_allowed: boolean,
    initial_value: optional(string()),
    min_value: optional(string()),
    max_value: optional(string()),
  }),
  email_text_input: element('email_text_input', { ...fills, ...dispatch, initial_value: optional(string()) }),
  url_text_input: element('url_text_input', { ...fills, ...dispatch, initial_value: optional(string()) }),
  file_input: element('file_input', {
    action_id,
    filetypes: optional(list(string())),
    max_files: optional(integer(1, LIMITS.files)),
  }),
  feedback_buttons: element('feedback_buttons', { action_id, positive_button: feedback, negative_button: feedback }),
  icon_button: element('icon_button', {
    ...asks,
    icon: oneOf('trash'),
    text: plainText(LIMITS.buttonText),
    accessibility_label,
    value: optional(string(LIMITS.buttonValue)),
    visible_to_user_ids: optional(list(string(), LIMITS.iconButtonPeople)),
  }),
  workflow_button: element('workflow_button', {
    ...asks,
    text: plainText(LIMITS.buttonText),
    workflow: object({
      trigger: object({
        url: string(LIMITS.url),
        customizable_input_parameters: optional(list(object({ name: string(), value: string() }))),
      }),
    }),
    style,
    accessibility_label,
  }),
}

/** Some of the elements, for a block that takes only those. */
function elements(...types: readonly string[]): Rule {
  return byType(Object.fromEntries(types.map((type) => [type, ELEMENTS[type] ?? anything])))
}

const SELECTS = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
] as const

export const IN_ACTIONS = elements(
  ...SELECTS,
  'button',
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'overflow',
  'radio_buttons',
  'timepicker',
  'workflow_button',
  'rich_text_input',
)
export const IN_SECTION = elements(
  ...SELECTS,
  'button',
  'checkboxes',
  'datepicker',
  'image',
  'overflow',
  'radio_buttons',
  'timepicker',
  'workflow_button',
)
export const IN_INPUT = elements(
  ...SELECTS,
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'email_text_input',
  'file_input',
  'number_input',
  'plain_text_input',
  'radio_buttons',
  'rich_text_input',
  'timepicker',
  'url_text_input',
)
export const IN_CONTEXT_ACTIONS = elements('feedback_buttons', 'icon_button')

import type { Exhibit } from './exhibit.ts'
import { option, plain } from './gallery-parts.ts'

const input = (label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: label.toLowerCase(),
  label: plain(label),
  element: { action_id: `${label.toLowerCase()}-input`, ...element },
  ...more,
})

/** Inputs, as a modal and a Home tab show them. */
export const FORMS: readonly Exhibit[] = [
  {
    name: 'form',
    surface: 'modal',
    errors: { identity: 'No identity of this name was seen.', from: 'Later than the end.' },
    blocks: [
      ...['default', 'info', 'warning', 'error', 'success'].map((level) => ({
        type: 'alert',
        level,
        text: plain(`An alert: ${level}`),
      })),
      input('Identity', { type: 'external_select', min_query_length: 2 }, { hint: plain('A user, role, key or ARN') }),
      input('Text', { type: 'plain_text_input', placeholder: plain('Anything'), initial_value: 'as it was' }),
      input('Several', { type: 'plain_text_input', multiline: true }, { optional: true }),
      input('Number', { type: 'number_input', is_decimal_allowed: false, initial_value: '24' }),
      input('Mail', { type: 'email_text_input' }),
      input('Address', { type: 'url_text_input' }),
      input('Rich', { type: 'rich_text_input' }),
      input('From', { type: 'datepicker' }),
      input('At', { type: 'timepicker', initial_time: '14:30', timezone: 'Europe/Berlin' }),
      input('Moment', { type: 'datetimepicker', initial_date_time: 1795442520 }),
      input('Menu', { type: 'static_select', options: [option('One'), option('Two')] }, { dispatch_action: true }),
      input('People', { type: 'multi_users_select', initial_users: ['U00BOB'] }),
      input('Channels', { type: 'multi_channels_select' }),
      input('Anywhere', { type: 'multi_conversations_select' }),
      input('Many', { type: 'multi_external_select', min_query_length: 0, max_selected_items: 2 }),
      input('Boxes', { type: 'checkboxes', options: [option('Writes'), option('Refused')] }),
      input('Radios', { type: 'radio_buttons', options: [option('All'), option('Console')] }),
      input('Files', { type: 'file_input', filetypes: ['json'], max_files: 3 }),
    ],
  },
  {
    name: 'home',
    surface: 'home',
    blocks: [
      { type: 'header', text: plain('Your lookups') },
      {
        type: 'section',
        block_id: 'watch',
        text: { type: 'mrkdwn', text: '*alice* in prod' },
        accessory: { type: 'button', action_id: 'remove', text: plain('Remove'), value: 'w1', style: 'danger' },
      },
      {
        type: 'input',
        block_id: 'find',
        dispatch_action: true,
        label: plain('Look up'),
        element: { type: 'plain_text_input', action_id: 'find-input' },
      },
    ],
  },
]

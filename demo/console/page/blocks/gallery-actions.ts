import type { Exhibit } from './exhibit.ts'
import { plain, mrkdwn, button, confirm, option } from './gallery-parts.ts'

/** Everything that can be pressed or chosen from in a message. */
export const ACTIONS: readonly Exhibit[] = [
  {
    name: 'actions',
    surface: 'message',
    blocks: [
      {
        type: 'actions',
        block_id: 'buttons',
        elements: [
          button('Plain'),
          button('Primary', { style: 'primary' }),
          button('Danger', { style: 'danger', confirm }),
          button('Open', { url: 'https://example.com/' }),
          button('A very long label that has to be cut because buttons are short'),
          {
            type: 'workflow_button',
            text: plain('Workflow'),
            action_id: 'wf',
            workflow: { trigger: { url: 'https://example.com/' } },
          },
        ],
      },
      {
        type: 'actions',
        block_id: 'menus',
        elements: [
          {
            type: 'static_select',
            action_id: 'static',
            placeholder: plain('Period'),
            options: [option('1h'), option('24h'), { ...option('7d'), description: plain('a week') }],
          },
          {
            type: 'static_select',
            action_id: 'grouped',
            initial_option: option('Prod'),
            option_groups: [
              { label: plain('Live'), options: [option('Prod')] },
              { label: plain('Other'), options: [option('Staging')] },
            ],
          },
          { type: 'external_select', action_id: 'external', placeholder: plain('Identity'), min_query_length: 2 },
          { type: 'users_select', action_id: 'users' },
          { type: 'conversations_select', action_id: 'conversations' },
          { type: 'channels_select', action_id: 'channels', initial_channel: 'C00INCIDENTS' },
          {
            type: 'multi_static_select',
            action_id: 'multi',
            placeholder: plain('Regions'),
            options: [option('us-east-1'), option('eu-central-1'), option('us-west-2')],
            initial_options: [option('us-east-1')],
          },
          { type: 'datepicker', action_id: 'date', initial_date: '2026-11-23' },
          { type: 'timepicker', action_id: 'time', placeholder: plain('Time') },
          { type: 'datetimepicker', action_id: 'datetime', initial_date_time: 1795442520 },
          { type: 'overflow', action_id: 'overflow', options: [option('Copy'), option('Mute')] },
        ],
      },
      {
        type: 'actions',
        block_id: 'choices',
        elements: [
          {
            type: 'checkboxes',
            action_id: 'boxes',
            options: [
              { text: mrkdwn('*Writes* only'), value: 'writes', description: mrkdwn('leaves `Get…` out') },
              option('Refused'),
            ],
          },
          {
            type: 'radio_buttons',
            action_id: 'radios',
            options: [option('All'), option('Console')],
            initial_option: option('All'),
          },
        ],
      },
      {
        type: 'context_actions',
        block_id: 'feedback',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: 'thumbs',
            positive_button: { text: plain('Good answer'), value: 'up' },
            negative_button: { text: plain('Bad answer'), value: 'down' },
          },
          { type: 'icon_button', icon: 'trash', text: plain('Delete'), action_id: 'trash', value: 'gone', confirm },
        ],
      },
      { type: 'actions', block_id: 'paging', elements: [button('Previous'), button('Next')] },
    ],
  },
]

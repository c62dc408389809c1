import { input } from './form-input.ts'
import type { KnownBlock, PlainTextOption } from '@slack/types'
import { FORM_WHAT, FORM_WHEN, type FormField } from '../question/check-form.ts'
import { OPEN_FORM } from './form-button.ts'
import { line, say } from './piece.ts'
import { richText } from './rich-text.ts'
import type { View } from './view.ts'

/** The names of its inputs are those of `checkForm`; `who` is filled while someone types. */
export function askFormView(): View {
  return {
    type: 'modal',
    title: 'Ask whodid',
    submit: 'Ask',
    close: 'Cancel',
    form: OPEN_FORM,
    blocks: [
      richText([
        line(
          say('What did an AWS identity do? All but the channel may stay empty; a name or a resource may not both.'),
        ),
      ]),
      input('who', 'Who', 'Names that answers have shown, as you type.', {
        type: 'external_select',
        action_id: 'who',
        min_query_length: 1,
        placeholder: plain('Type the beginning of a name'),
      }),
      text('other', 'Or somebody else', 'alice@example.com, role:Admin, an ARN, an access key, anyone', 300),
      text('on', 'On which resource', 'An ARN, an id or a name: sg-0123456789abcdef0', 1000),
      input('what', 'What', undefined, {
        type: 'multi_static_select',
        action_id: 'what',
        placeholder: plain('Everything'),
        options: FORM_WHAT.map(([value, label]) => option(label, value)),
      }),
      input(
        'when',
        'When',
        undefined,
        {
          type: 'static_select',
          action_id: 'when',
          options: FORM_WHEN.map(([value, label]) => option(label, value)),
          initial_option: option('Last 24 hours', '24h'),
        },
        false,
      ),
      text('custom', 'Another time', 'yesterday 14:00-15:00, since monday, 2026-11-01..2026-11-03', 200),
      text('where', 'Where', 'Accounts and Regions: prod, us-east-1', 300),
      input(
        'channel',
        'Answer in',
        'I have to be in that channel.',
        {
          type: 'conversations_select',
          action_id: 'channel',
          default_to_current_conversation: true,
          filter: { include: ['public', 'private', 'im'], exclude_external_shared_channels: true },
        },
        false,
      ),
    ],
  }
}

function text(field: FormField, label: string, example: string, most: number): KnownBlock {
  return input(field, label, undefined, {
    type: 'plain_text_input',
    action_id: field,
    max_length: most,
    placeholder: plain(example),
  })
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text), value }
}

function plain(text: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text, emoji: false }
}

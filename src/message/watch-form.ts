import type { Button } from '@slack/types'
import { input } from './form-input.ts'
import { line, say } from './piece.ts'
import { richText } from './rich-text.ts'
import type { View } from './view.ts'
import { hourInput, plain, soonInput } from './watch-inputs.ts'

/** Opens the form of a watch: a new one, or the one of the token. */
export const OPEN_WATCH = 'open-watch'
/** The button's value where it is a new one. */
export const NEW_WATCH = 'new'
/** The forms' callback_ids. */
export const WATCH_NEW = 'watch-new'
export const WATCH_EDIT = 'watch-edit'

export function watchFormButton(): Button {
  return { type: 'button', action_id: OPEN_WATCH, text: plain('Watch with a form'), value: NEW_WATCH }
}

export function editWatchButton(): Button {
  return { type: 'button', action_id: OPEN_WATCH, text: plain('Edit') }
}

/** The form that sets a watch. `channel`: Slack's id of where it tells unless another is chosen. */
export function watchFormView(channel: string | undefined): View {
  return {
    type: 'modal',
    title: 'Watch',
    submit: 'Watch',
    close: 'Cancel',
    form: WATCH_NEW,
    blocks: [
      richText([
        line(
          say(
            'What this asks for is told in a channel when CloudTrail has delivered it. A name or words: one may be empty.',
          ),
        ),
      ]),
      input('who', 'Who', 'Names that answers have shown, as you type.', {
        type: 'external_select',
        action_id: 'who',
        min_query_length: 1,
        placeholder: plain('Type the beginning of a name'),
      }),
      input('words', 'Who and what, in words', 'As behind /whodid watch. Several names: any of them.', {
        type: 'plain_text_input',
        action_id: 'words',
        max_length: 1_000,
        placeholder: plain('role:Admin writes not event:Decrypt'),
      }),
      soonInput('each'),
      hourInput(9, 'On the clocks of your time zone.'),
      input(
        'channel',
        'Tell in',
        'I have to be in that channel. All in it read what is watched, and who set it.',
        {
          type: 'conversations_select',
          action_id: 'channel',
          filter: { include: ['public', 'private', 'im'], exclude_external_shared_channels: true },
          ...(channel === undefined ? { default_to_current_conversation: true } : { initial_conversation: channel }),
        },
        false,
      ),
    ],
  }
}

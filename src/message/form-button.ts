import type { Button } from '@slack/types'

/** Opens the form: its action_id, and the callback_id of the shortcut that does the same. */
export const OPEN_FORM = 'open-form'

export function formButton(): Button {
  return { type: 'button', action_id: OPEN_FORM, text: { type: 'plain_text', text: 'Ask with a form', emoji: false } }
}

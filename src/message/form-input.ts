import type { InputBlock } from '@slack/types'

/** One input of a form. Its block has the field's name, by which what is wrong with it is told. */
export function input(
  field: string,
  label: string,
  hint: string | undefined,
  element: InputBlock['element'],
  optional = true,
): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: plain(label),
    element,
    optional,
    ...(hint === undefined ? {} : { hint: plain(hint) }),
  }
}

function plain(text: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text, emoji: false }
}

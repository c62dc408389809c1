import { LIMITS } from './block-limits.ts'
import { boolean, list, object, oneOf, optional, string, type Rule } from './validate-rule.ts'

/** A text object of type plain_text. */
export function plainText(max: number): Rule {
  return object({ type: oneOf('plain_text'), text: string(max), emoji: optional(boolean) })
}

/** A text object of type mrkdwn. */
export function mrkdwn(max: number): Rule {
  return object({ type: oneOf('mrkdwn'), text: string(max), verbatim: optional(boolean) })
}

/** Either kind of text object. Slack says so twice: once of the object, once of what is wrong in it. */
export function anyText(max: number): Rule {
  const plain = plainText(max)
  const marked = mrkdwn(max)
  return (value, pointer, errors) => {
    const found: typeof errors = []
    const rule =
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'mrkdwn' ? marked : plain
    rule(value, pointer, found)
    if (found.length > 0) errors.push({ pointer, message: 'failed to match all allowed schemas' }, ...found)
  }
}

export const placeholder = plainText(LIMITS.placeholder)

/** An option whose text is plain, as in menus. */
export const plainOption: Rule = object({
  text: plainText(LIMITS.optionText),
  value: optional(string(LIMITS.optionValue)),
  url: optional(string(LIMITS.url)),
  description: optional(plainText(LIMITS.optionText)),
})

/** An option whose text may be mrkdwn, as in checkboxes and radio buttons. */
export const anyOption: Rule = object({
  text: anyText(LIMITS.optionText),
  value: optional(string(LIMITS.optionValue)),
  url: optional(string(LIMITS.url)),
  description: optional(anyText(LIMITS.optionText)),
})

export const optionGroup: Rule = object({
  label: plainText(LIMITS.optionText),
  options: list(plainOption, LIMITS.selectOptions),
})

/** The "are you sure?" before a click is sent. */
export const confirm: Rule = object({
  title: optional(plainText(LIMITS.confirmTitle)),
  text: anyText(LIMITS.confirmText),
  confirm: optional(plainText(LIMITS.confirmButton)),
  deny: optional(plainText(LIMITS.confirmButton)),
  style: optional(oneOf('primary', 'danger')),
})

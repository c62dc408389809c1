import { LIMITS } from './block-limits.ts'
import {
  boolean,
  byType,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  pattern,
  string,
  type Fields,
  type Rule,
} from './validate-rule.ts'

const style = optional(
  object({
    bold: optional(boolean),
    code: optional(boolean),
    italic: optional(boolean),
    strike: optional(boolean),
    underline: optional(boolean),
    highlight: optional(boolean),
    client_highlight: optional(boolean),
    unlink: optional(boolean),
  }),
)

function leaf(type: string, fields: Fields): Rule {
  return object({ type: oneOf(type), style, ...fields })
}

const text = leaf('text', { text: string() })
const link = leaf('link', { url: string(LIMITS.url), text: optional(string()), unsafe: optional(boolean) })

const inline = byType({
  text,
  link,
  broadcast: leaf('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: leaf('color', { value: pattern(/^#[0-9a-f]{6}$/iu, 'a colour') }),
  channel: leaf('channel', { channel_id: string() }),
  date: leaf('date', {
    timestamp: number,
    format: string(),
    url: optional(string(LIMITS.url)),
    fallback: optional(string()),
  }),
  emoji: leaf('emoji', { name: string(), unicode: optional(string()), url: optional(string()) }),
  team: leaf('team', { team_id: string() }),
  user: leaf('user', { user_id: string() }),
  usergroup: leaf('usergroup', { usergroup_id: string() }),
})

const border = optional(oneOf(0, 1))
const section = object({ type: oneOf('rich_text_section'), elements: list(inline, undefined, 0) })

/** The parts of a rich_text block. */
export const richTextElements: Rule = list(
  byType({
    rich_text_section: section,
    rich_text_list: object({
      type: oneOf('rich_text_list'),
      elements: list(byType({ rich_text_section: section })),
      style: oneOf('bullet', 'ordered'),
      indent: optional(integer(0, LIMITS.listIndent)),
      offset: optional(integer(0, 1_000_000)),
      border,
    }),
    rich_text_quote: object({ type: oneOf('rich_text_quote'), elements: list(inline, undefined, 0), border }),
    rich_text_preformatted: object({
      type: oneOf('rich_text_preformatted'),
      elements: list(byType({ text, link }), undefined, 0),
      language: optional(string()),
      border,
    }),
  }),
)

/** A whole rich_text block, also where it is a part of another block. */
export const richText: Rule = object({
  type: oneOf('rich_text'),
  elements: richTextElements,
  block_id: optional(string(LIMITS.blockId)),
})

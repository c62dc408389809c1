import { INVISIBLE } from './invisible.ts'

const MARKUP = /<([@#!]|mailto:|tel:|[a-z][a-z0-9+.-]*:\/\/)([^<>|]*)(?:\|([^<>]*))?>/gi
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>' } as const

/**
 * What was typed, without Slack's ways of writing it: links become their label, mentions `<@U…>`, entities characters,
 * and characters that nobody can see go away.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function unslack(words: string): string {
  return words
    .replace(MARKUP, (_all, kind: string, rest: string, label: string | undefined) => sayMarkup(kind, rest, label))
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity as keyof typeof ENTITIES])
    .replace(INVISIBLE, '')
}

function sayMarkup(kind: string, rest: string, label: string | undefined): string {
  if (kind === '@') return `<@${rest}>`
  if (kind === '#') return `#${label === undefined || label === '' ? rest : label}`
  if (kind === '!') return label === undefined || label === '' ? `@${rest}` : label
  if (label !== undefined && label !== '') return label
  return kind === 'mailto:' || kind === 'tel:' ? rest : `${kind}${rest}`
}

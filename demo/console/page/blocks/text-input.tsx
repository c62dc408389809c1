import type { KeyboardEvent, ReactNode } from 'react'
import { isJson, textOf, type Json } from '../../../slack/record.ts'
import type { ElementProps } from './element.tsx'
import type { FormValue, RichText } from './props.ts'
import { useScope, type Place } from './scope.ts'
import { wordsIn } from './words-in.ts'
import { plainWords } from './words.tsx'

const KINDS: ReadonlyMap<string, 'text' | 'email' | 'url'> = new Map([
  ['email_text_input', 'email'],
  ['url_text_input', 'url'],
])

/** A line or several of text, a number, an e-mail address, an address on the web. */
export function TextInput({ element, place }: ElementProps): ReactNode {
  const { held, type, choose } = useScope()
  const value = held(place, element)
  const kind = textOf(element, 'type') ?? ''
  const shared = {
    className: place.invalid ? 'bk-input bk-invalid' : 'bk-input',
    value: typeof value === 'string' ? value : '',
    placeholder: plainWords(element.placeholder),
    maxLength: numberOf(element.max_length),
    minLength: numberOf(element.min_length),
    autoFocus: element.focus_on_load === true,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => {
      const change = dispatchesOn(element, 'on_character_entered') ? choose : type
      change(place, element, target.value)
    },
    ...namesOf(place),
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Enter' || place.silent || !dispatchesOn(element, 'on_enter_pressed')) return
    event.preventDefault()
    choose(place, element, event.currentTarget.value)
  }
  if (element.multiline === true) return <textarea rows={4} {...shared} />
  if (kind !== 'number_input') return <input type={KINDS.get(kind) ?? 'text'} onKeyDown={onKeyDown} {...shared} />
  const decimals = element.is_decimal_allowed === true
  return <input type="text" inputMode={decimals ? 'decimal' : 'numeric'} onKeyDown={onKeyDown} {...shared} />
}

/** Formatted text in Slack; here it is typed as it is and told as a rich_text block. */
export function RichTextInput({ element, place }: ElementProps): ReactNode {
  const { held, type } = useScope()
  const lines = numberOf(element.min_lines) ?? 3
  return (
    <textarea
      rows={Math.min(12, Math.max(2, lines))}
      className={place.invalid ? 'bk-input bk-invalid' : 'bk-input'}
      placeholder={plainWords(element.placeholder)}
      value={textIn(held(place, element))}
      autoFocus={element.focus_on_load === true}
      onChange={({ target }) => type(place, element, target.value === '' ? null : richTextOf(target.value))}
      {...namesOf(place)}
    />
  )
}

function namesOf(place: Place): Readonly<Record<string, string | boolean | undefined>> {
  return {
    ...(place.labelId === undefined ? { 'aria-label': 'Text' } : { 'aria-labelledby': place.labelId }),
    'aria-describedby': place.noteId,
    'aria-invalid': place.invalid,
    'aria-required': place.required,
  }
}

/** Apps are told on Enter unless they ask otherwise. */
function dispatchesOn(element: Json, trigger: string): boolean {
  const config = element.dispatch_action_config
  const triggers: unknown = isJson(config) ? config.trigger_actions_on : undefined
  return Array.isArray(triggers) ? triggers.includes(trigger) : trigger === 'on_enter_pressed'
}

function richTextOf(text: string): RichText {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }
}

function textIn(value: FormValue): string {
  if (typeof value === 'string') return value
  return isJson(value) ? wordsIn(value) : ''
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

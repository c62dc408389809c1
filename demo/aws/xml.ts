import { type Fields, word } from './history.ts'

/** An element; a list becomes `<member>`s. */
export function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return `<${name}>${value.map((each) => element('member', each)).join('')}</${name}>`
  if (typeof value !== 'object') return `<${name}>${escape(word(value))}</${name}>`
  const inner = Object.entries(value as Fields).map(([key, each]) => element(key, each))
  return `<${name}>${inner.join('')}</${name}>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}

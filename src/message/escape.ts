/** What cannot be seen, or changes how other text looks: controls, bidi, zero-width, fillers, odd spaces, lone surrogates. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu
/** More marks on one letter than any language writes: they climb over the lines above. */
const PILED = /(\p{M}{3})(\p{M}+)/gu

/** Makes everything in a foreign text visible: a right-to-left override is shown as `\u{202E}`. Nothing is removed. */
export function reveal(value: string): string {
  return value.replace(UNSEEN, codePoints).replace(PILED, (_, kept: string, more: string) => kept + codePoints(more))
}

/** At most `most` characters: a long text keeps its beginning and end, and says how many are left out between them. */
export function shorten(value: string, most: number): string {
  const points = Array.from(value)
  if (points.length <= most) return value
  const widest = `…(${points.length} more)…`
  const room = Math.max(most - widest.length, 2)
  const head = Math.ceil(room / 2)
  const left = points.length - room
  return `${points.slice(0, head).join('')}…(${left} more)…${points.slice(head + left).join('')}`
}

/** Slack reads `& < >` in `text` as markup, and only those three can be escaped. A bare URL is made one that no client links. */
export function escapeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('://', '[:]//')
}

function codePoints(text: string): string {
  return Array.from(text, (character) => `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`).join('')
}

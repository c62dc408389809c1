/** `1,234`: the same on every machine. */
export function sayNumber(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 event`, `12 events`. */
export function sayCount(value: number, one: string, many = `${one}s`): string {
  return `${sayNumber(value)} ${value === 1 ? one : many}`
}

/** ` ×12`, or nothing for a thing that was there once. */
export function sayTimes(value: number): string {
  return value === 1 ? '' : ` ×${sayNumber(value)}`
}

/** `a, b and c`. */
export function sayList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

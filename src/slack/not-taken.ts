/** What an asker is told whose work could not be queued. */
export const NOT_TAKEN = 'I could not take this question just now. Please ask it again in a minute.'

/** The same, with the key that its lines in the log have. */
export function notTaken(key: string): string {
  return /^[\w:.-]{1,120}$/.test(key) ? `${NOT_TAKEN} It is in my log under \`${key}\`.` : NOT_TAKEN
}

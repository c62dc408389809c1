/** What an asker is told whose work could not be queued. */
export const NOT_TAKEN = 'I could not take this question just now. Please ask it again in a minute.'

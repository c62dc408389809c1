/** Slack shows at most this much of what is wrong beneath an input. */
const LONGEST_ERROR = 150

/** What is wrong with an input, as much of it as Slack shows. */
export function shortError(why: string): string {
  return why.length > LONGEST_ERROR ? `${why.slice(0, LONGEST_ERROR - 1)}…` : why
}

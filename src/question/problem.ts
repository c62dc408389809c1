/** Why a word could not be taken, and what to write in its place, best first; the reader keeps the first that reads. */
export type Problem = {
  readonly kind: 'problem'
  readonly hint: string
  readonly fixes: readonly string[]
}

export function problem(hint: string, ...fixes: readonly string[]): Problem {
  return { kind: 'problem', hint, fixes }
}

export function isProblem(value: { readonly kind: string }): value is Problem {
  return value.kind === 'problem'
}

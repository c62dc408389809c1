/** Ends a `switch` over a union: a case that was forgotten becomes a type error here. */
export function never(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`)
}

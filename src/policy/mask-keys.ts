/** Access key ids as CloudTrail has them, also where small letters stick to them; and what is left of one that was cut. */
const KEY = /(?<![A-Z0-9])(AKIA|ASIA)(?:[A-Z0-9]{8,120}([A-Z0-9]{4})(?![A-Z0-9])|[A-Z0-9]{1,120}(?=…))/g

/**
 * Access key ids without their middle: `AKIA…MPLE`. Enough to tell whether two are the same, and not enough to look for one
 * elsewhere. What has been masked stays as it is.
 */
export function maskKeys(text: string): string {
  return text.includes('A') ? text.replace(KEY, (_, kind: string, end?: string) => `${kind}…${end ?? ''}`) : text
}

/** As `maskKeys` leaves them: with the beginning and the end of the key. */
const MASKED = /(?<![A-Z0-9])(AKIA|ASIA)…([A-Z0-9]{4})(?![A-Z0-9…])/g

/**
 * The other way round: masked keys are whole again where one of those that are known, and no other, looks so. Where none does, or
 * several do, they stay masked.
 */
export function unmaskKeys(text: string, known: string): string {
  const keys = new Set([...known.matchAll(KEY)].filter(([, , end]) => end !== undefined).map(([key]) => key))
  return text.replace(MASKED, (masked) => {
    const [key, ...others] = [...keys].filter((one) => maskKeys(one) === masked)
    return key === undefined || others.length > 0 ? masked : key
  })
}

/** A text whose masked keys are whole, with any middle: to see whether it can be read where nobody knows the keys. */
export function fillKeys(text: string): string {
  return text.replace(MASKED, (_, kind: string, end: string) => `${kind}XXXXXXXXXXXX${end}`)
}

/** Whether a text has a whole access key id in it. */
export function hasKey(text: string): boolean {
  return maskKeys(text) !== text
}

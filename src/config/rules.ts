import { z } from 'zod'

/** What is said of one setting: a line of help, and an example of its value as written in the file. */
export function say(help: string, example: string) {
  return { description: help, examples: [example] }
}

export const count = (least: number, most: number) =>
  z
    .int({ error: 'a whole number is expected' })
    .min(least, { error: `at least ${least}` })
    .max(most, { error: `at most ${most}` })

export const words = z.string({ error: 'text is expected' }).min(1, { error: 'text is expected, this is empty' })

export const accountId = z
  .string({ error: 'twelve digits in quotes are expected: without quotes YAML takes them for a number' })
  .regex(/^\d{12}$/, { error: 'twelve digits in quotes are expected' })

/** Is this an address of this machine itself? */
export function isLoopback(url: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname)
}

/** Refuses a list in which two entries share what names them. */
export function unique<Key extends string>(keys: readonly Key[]) {
  return (entries: readonly Readonly<Record<Key, string>>[], context: z.RefinementCtx): void => {
    for (const key of keys) {
      const seen = new Set<string>()
      for (const [at, entry] of entries.entries()) {
        if (seen.has(entry[key])) context.addIssue({ code: 'custom', path: [at, key], message: 'is in the list twice' })
        seen.add(entry[key])
      }
    }
  }
}

/** The kinds of places that can be asked, by the names that CloudTrail's users have for them. */
export const BACKENDS = ['log-files', 'event-history', 'cloudwatch-logs', 'athena'] as const
export type BackendName = (typeof BACKENDS)[number]

/** What people write after `via:`, the shortest first. */
const WORDS: { readonly [backend in BackendName]: readonly string[] } = {
  'event-history': ['history', 'event-history', 'eventhistory', 'lookup'],
  'cloudwatch-logs': ['logs', 'cloudwatch-logs', 'cloudwatch', 'insights'],
  athena: ['athena'],
  'log-files': ['files', 'log-files', 'logfiles'],
}

export const VIA_WORDS: ReadonlyMap<string, BackendName> = new Map(
  BACKENDS.flatMap((backend) => WORDS[backend].map((word) => [word, backend] as const)),
)

/** `via:history` for event history. */
export function sayVia(backend: BackendName): string {
  return `via:${WORDS[backend][0]}`
}

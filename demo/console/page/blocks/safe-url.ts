const SCHEMES = ['http:', 'https:', 'mailto:']

/** An address that a link may have; never one that runs a script. */
export function safeUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  return SCHEMES.includes(new URL(address).protocol) ? address : undefined
}

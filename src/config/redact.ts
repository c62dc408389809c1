const GONE = '[redacted]'

/** Fields whose values are secrets, or open a door, wherever they stand. */
const SECRET_FIELD =
  /^(.*token|authorization|.*secret.*|password|cookie|set-cookie|x-slack-signature|response_urls?|responseurl|trigger_id|ticket)$/i

/** Secrets as they look in any text. What matches holds no quote or backslash, so that JSON stays JSON. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\b(xox[a-z]|xapp|xwfp)(\.[a-z]+)?-[\w.-]+/gi, GONE],
  [/\bBearer(\s+|%20|\+)[\w.~+/=-]+/gi, `Bearer ${GONE}`],
  [/(https:\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"'\\<>|)]+/gi, `$1${GONE}`],
  [/(wss?:\/\/[^\s"'\\?]+\?)[^\s"'\\]+/gi, `$1${GONE}`],
  [/(v0=)[0-9a-f]{64}\b/gi, `$1${GONE}`],
  // JSON inside a string, at whatever depth of escaping: "token":"…" and \"token\":\"…\".
  [
    /("(?:[\w-]*token|authorization|[\w-]*secret[\w-]*|password|cookie|response_url|trigger_id|ticket)\\*"\s*:\s*\\*")[^"\\]*/gi,
    `$1${GONE}`,
  ],
  // Forms: token=…&
  [/(^|[?&\s"])((?:token|trigger_id|response_url|client_secret)=)[^&\s"'\\]+/gi, `$1$2${GONE}`],
]

/** Takes secrets out of text: those we hold, and everything that looks like one of Slack's. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let clean = text
  for (const secret of secrets) if (secret.length >= 6) clean = clean.replaceAll(secret, GONE)
  for (const [pattern, instead] of SECRET_TEXT) clean = clean.replace(pattern, instead)
  return clean
}

/** Takes secrets out of anything that is to be logged: by the names of fields and by the look of values, errors included. */
export function redact(
  value: unknown,
  secrets: readonly string[] = [],
  depth = 0,
  around: readonly object[] = [],
): unknown {
  if (typeof value === 'string') return redactText(value, secrets)
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (around.includes(value)) return '[circular]'
  if (depth > 8) return '[deep]'
  const inner = (child: unknown) => redact(child, secrets, depth + 1, [...around, value])
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Headers) return inner(Object.fromEntries(value))
  if (value instanceof Map) return [...value].map(inner)
  if (Array.isArray(value) || value instanceof Set) return [...value].slice(0, 100).map(inner)
  const clean: Record<string, unknown> = {}
  if (value instanceof Error) {
    Object.assign(clean, { type: value.name, message: inner(value.message), stack: inner(value.stack) })
    if (value.cause !== undefined) clean.cause = inner(value.cause)
  }
  for (const [name, child] of Object.entries(value)) {
    clean[name] = SECRET_FIELD.test(name) && child !== undefined && child !== null ? GONE : inner(child)
  }
  return clean
}

/** The payload in the verified bytes of a request: JSON, a form, or JSON in a form. Undefined where it is none of these. */
export function readBody(bytes: Uint8Array, contentType: string | undefined): Record<string, unknown> | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const type = contentType?.split(';')[0]?.trim().toLowerCase()
    if (type === 'application/json') return asRecord(JSON.parse(text))
    if (type !== 'application/x-www-form-urlencoded') return undefined
    const form = new URLSearchParams(text)
    const payload = form.get('payload')
    return payload === null ? Object.fromEntries(form) : asRecord(JSON.parse(payload))
  } catch {
    return undefined
  }
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

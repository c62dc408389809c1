/** A value as plain JSON data: Maps become objects with their keys sorted, so that two runs give the same text. */
export function plain(value: unknown): unknown {
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key), plain(item)] as const)
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  if (value instanceof Set) return [...value].map(plain)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}

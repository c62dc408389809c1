/** What a walk over the bytes came to. */
export type Walk = {
  /** False where the text ends in the middle of something. */
  readonly whole: boolean
  /** Values that stand where a record should and are no objects. */
  readonly odd: number
  /** Whether any JSON list or object was met. */
  readonly isJson: boolean
}

/** Called with each record's place in the bytes, in order; false ends the walk. */
export type OnRecord = (start: number, end: number) => boolean

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d]
const NEWLINE = 0x0a

/**
 * Finds the records in JSON text without parsing it: the elements of a top-level list, of `Records` (as CloudTrail
 * writes its files) or of `Events` (as LookupEvents answers), and top-level objects that have neither. What is cut off or
 * broken later on doesn't touch the records before it.
 */
export function walkRecords(bytes: Uint8Array, from: number, to: number, onRecord: OnRecord): Walk {
  let depth = 0
  let listDepth = -1
  let listMet = false
  let top = -1
  let start = -1
  let keyStart = 0
  let keyEnd = 0
  let odd = 0
  let isJson = false
  let i = from
  while (i < to) {
    const byte = bytes[i] ?? 0
    if (byte === QUOTE) {
      const opened = i
      i = endOfString(bytes, i + 1, to)
      if (i >= to) return { whole: false, odd, isJson }
      if (depth === listDepth || depth === 0) odd++
      else if (depth === 1) [keyStart, keyEnd] = [opened + 1, i]
    } else if (byte === OPEN) {
      if (depth === 0) {
        top = i
        listMet = false
        isJson = true
      } else if (depth === listDepth) start = i
      depth++
    } else if (byte === CLOSE) {
      depth--
      if (depth === listDepth && start >= 0) {
        if (!onRecord(start, i + 1)) return { whole: true, odd, isJson }
        start = -1
      } else if (depth === 0 && !listMet && top >= 0) {
        if (!onRecord(top, i + 1)) return { whole: true, odd, isJson }
        top = -1
      } else if (depth < 0) [depth, odd] = [0, odd + 1]
    } else if (byte === OPEN_LIST) {
      if (depth === 0) {
        listDepth = 1
        isJson = true
        listMet = true
      } else if (depth === 1 && listDepth < 0 && isListKey(bytes, keyStart, keyEnd)) {
        listDepth = 2
        listMet = true
      } else if (depth === listDepth) odd++
      depth++
    } else if (byte === CLOSE_LIST) {
      depth--
      if (depth === listDepth - 1) listDepth = -1
      if (depth < 0) [depth, odd] = [0, odd + 1]
    } else if ((depth === listDepth || depth === 0) && !isBetween(byte)) {
      odd++
      while (i + 1 < to && !endsLiteral(bytes[i + 1] ?? 0)) i++
    }
    i++
  }
  return { whole: depth === 0, odd, isJson }
}

/** The place of the closing quote, or `to`. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  let i = from
  while (i < to) {
    const byte = bytes[i]
    if (byte === QUOTE) return i
    i += byte === BACKSLASH ? 2 : 1
  }
  return to
}

function isListKey(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length !== 7 && length !== 6) return false
  const key = String.fromCharCode(...bytes.subarray(start, end))
  return key === 'Records' || key === 'Events'
}

function isBetween(byte: number): boolean {
  return byte <= 0x20 || byte === COMMA || byte === 0xef || byte === 0xbb || byte === 0xbf
}

function endsLiteral(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_LIST || byte === CLOSE || byte === OPEN || byte === NEWLINE
}

/**
 * The same for text with one value a line (`.jsonl`): a broken line costs that line only. Text whose first value goes on
 * over several lines is walked as a whole.
 */
export function walkLines(bytes: Buffer, onRecord: OnRecord): Walk {
  const firstEnd = lineEnd(bytes, 0)
  const afterFirst = bytes[firstEnd + 1]
  const isIndented = afterFirst !== undefined && afterFirst !== OPEN && afterFirst !== OPEN_LIST
  if (isIndented && !walkRecords(bytes, 0, firstEnd, () => true).whole)
    return walkRecords(bytes, 0, bytes.length, onRecord)
  let odd = 0
  let isJson = false
  for (let from = 0; from < bytes.length; ) {
    const to = lineEnd(bytes, from)
    let goesOn = true
    const line = walkRecords(bytes, from, to, (start, end) => (goesOn = onRecord(start, end)))
    odd += line.odd + (line.whole ? 0 : 1)
    isJson ||= line.isJson
    if (!goesOn) break
    from = to + 1
  }
  return { whole: true, odd, isJson }
}

function lineEnd(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(NEWLINE, from)
  return at < 0 ? bytes.length : at
}

import { createHash } from 'node:crypto'

/** What ties a line of the audit to the lines before it. A chain is what one writer wrote from its start on. */
export type Link = {
  /** Random; one for each start of a writer. */
  readonly chain: string
  /** From 1 on, without gaps. */
  readonly number: number
  /** sha-256 of the line before it in its chain; of the last line of the file where it is the first; null where there was none. */
  readonly before: string | null
  /** sha-256 of a piece of a line that was found at the end of the file: some writer ended in the midst of it. */
  readonly torn?: string | undefined
}

/** A record with its link, as it stands in the file, without its line break. */
export function chainedLine(record: object, link: Link): string {
  return JSON.stringify({ ...record, link })
}

/** sha-256 of a line without its line break, as hexadecimal digits. */
export function lineHash(line: string | Uint8Array): string {
  return createHash('sha256').update(line).digest('hex')
}

/** The first line that does not follow from those before it, and in what way. */
export type Broken = { readonly line: number; readonly why: string }

/** What reading all lines came to. */
export type ChainChecked = {
  readonly records: number
  readonly chains: number
  readonly broken: Broken | undefined
  /** Lines that a crash left unfinished, each vouched for by the record that came after it. */
  readonly torn: readonly number[]
  /** The very end is unfinished: a crash, or somebody cut it; nothing after it tells which. */
  readonly tornEnd: boolean
  /** Records of a version that did not chain them yet, all of them at the beginning. */
  readonly unchained: number
  /** The first record is not the first of all: what was before it is not here. */
  readonly continues: boolean
  /** Of the last line. */
  readonly hash: string | undefined
}

/** Hashes of so many lines are remembered: a chain begins soon after the line that it names. */
const REMEMBERED = 1_000
/** Writers that find the file empty have all begun before there are so many records. */
const STARTING = 100

/** Checks lines in the order of the file, or of several files of which the oldest comes first. Stops at the first that is broken. */
export function makeChainCheck(): {
  /** `isWhole`: it ended with a line break. */
  line(text: Uint8Array, isWhole: boolean): void
  done(): ChainChecked
} {
  const last = new Map<string, { readonly number: number; readonly hash: string }>()
  const recent = new Set<string>()
  const torn: number[] = []
  let [lines, records, unchained] = [0, 0, 0]
  let [continues, tornEnd] = [false, false]
  let [broken, hash]: [Broken | undefined, string | undefined] = [undefined, undefined]
  /** A line that is no record, until the next record says that it found it so. */
  let piece: { readonly line: number; readonly hash: string; readonly isWhole: boolean } | undefined

  function fault(link: Link): string | undefined {
    if (piece !== undefined && link.torn !== piece.hash) return 'the line before it is no record of the audit'
    if (piece === undefined && link.torn !== undefined) return 'it names an unfinished line that is gone'
    const mine = last.get(link.chain)
    if (mine !== undefined) {
      if (link.number !== mine.number + 1)
        return `it is number ${link.number} of its chain, after number ${mine.number}`
      return link.before === mine.hash ? undefined : 'the line before it in its chain was changed'
    }
    const isFirst = records === 0 && unchained === 0
    if (link.number === 1) {
      if (link.before === null ? isStart() : recent.has(link.before)) return undefined
      if (!isFirst) return 'it begins after a line that was changed or is gone'
    } else if (!isFirst && !continues) return `it is number ${link.number} of a chain whose beginning is gone`
    continues = true
    return undefined
  }

  /** Writers that start at once may each find the file empty. */
  function isStart(): boolean {
    return unchained === 0 && records < STARTING && !continues
  }

  function remember(known: string): void {
    recent.add(known)
    const [oldest] = recent
    if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest)
    hash = known
  }

  return {
    line(text, isWhole) {
      lines += 1
      if (broken !== undefined || text.length === 0) return
      const known = lineHash(text)
      const read = readLine(text)
      if (read.kind === 'record') {
        const why = fault(read.link)
        if (why !== undefined) {
          broken = { line: piece?.line ?? lines, why: piece === undefined ? why : NO_RECORD }
          return
        }
        if (piece !== undefined) torn.push(piece.line)
        piece = undefined
        last.set(read.link.chain, { number: read.link.number, hash: known })
        records += 1
      } else if (read.kind === 'unchained' && records === 0 && piece === undefined) unchained += 1
      else if (piece !== undefined) broken = { line: piece.line, why: NO_RECORD }
      else piece = { line: lines, hash: known, isWhole }
      remember(known)
    },
    done() {
      if (broken === undefined && piece?.isWhole === true) broken = { line: piece.line, why: NO_RECORD }
      tornEnd = broken === undefined && piece !== undefined
      return { records, chains: last.size, broken, torn, tornEnd, unchained, continues, hash }
    },
  }
}

const NO_RECORD = 'it is no record of the audit'

function readLine(
  text: Uint8Array,
): { readonly kind: 'record'; readonly link: Link } | { readonly kind: 'unchained' | 'no-record' } {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder().decode(text))
  } catch {
    return { kind: 'no-record' }
  }
  if (typeof read !== 'object' || read === null || !('key' in read)) return { kind: 'no-record' }
  if (!('link' in read)) return { kind: 'unchained' }
  return isLink(read.link) ? { kind: 'record', link: read.link } : { kind: 'no-record' }
}

function isLink(value: unknown): value is Link {
  if (typeof value !== 'object' || value === null) return false
  if (!('chain' in value && 'number' in value && 'before' in value)) return false
  const isNamed = typeof value.chain === 'string' && Number.isSafeInteger(value.number) && Number(value.number) >= 1
  const isTied = value.before === null || typeof value.before === 'string'
  return isNamed && isTied && (!('torn' in value) || typeof value.torn === 'string')
}

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type IndexPart, isWhole, NOTE_ENDING, readNote, RECORDS_ENDING, ROWS_ENDING, stampOf } from './index-part.ts'

export type NamedPart = IndexPart & { readonly name: string }

/** The parts of an index that can be trusted. Looks again each time, and checks what changed since. */
export type IndexParts = { usable(): Promise<readonly NamedPart[]> }

const ENDINGS = [NOTE_ENDING, ROWS_ENDING, RECORDS_ENDING]

type Known = { readonly stamp: string; readonly part: NamedPart | undefined }

export function makeIndexParts(dir: string): IndexParts {
  const known = new Map<string, Known>()

  async function load(name: string): Promise<NamedPart | undefined> {
    const stamp = ENDINGS.map((ending) => latin1Stamp(join(dir, name + ending))).join()
    const before = known.get(name)
    if (before?.stamp === stamp) return before.part
    const note = readNote(dir, name)
    const part = note !== undefined && (await isWhole(dir, name, note)) ? { ...note, name } : undefined
    known.set(name, { stamp, part })
    return part
  }

  return {
    async usable() {
      const parts: NamedPart[] = []
      for (const name of partNames(dir)) {
        const part = await load(name)
        if (part !== undefined) parts.push(part)
      }
      return parts
    },
  }
}

/** Sorted, so that two readers choose alike where parts overlap. */
export function partNames(dir: string): readonly string[] {
  try {
    const notes = readdirSync(dir).filter((file) => file.endsWith(NOTE_ENDING))
    return notes.map((file) => file.slice(0, -NOTE_ENDING.length)).sort()
  } catch {
    return []
  }
}

function latin1Stamp(path: string): string | undefined {
  return stampOf(Buffer.from(path, 'utf8').toString('latin1'))
}

import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** Raised whenever parts of an older form must not be used any more. */
const FORM = 2

const coveredFile = z.object({
  /** From the root, as latin1 text. */
  path: z.string(),
  /** Size and times at the moment it was read: another file since then, if they differ. */
  stamp: z.string(),
  unreadable: z.number(),
  newest: z.number().nullable(),
  looked: z.array(z.string()),
})

const partSchema = z.object({
  form: z.literal(FORM),
  rows: z.number(),
  /** False where there were no more files: it is made again together with new ones, so that small parts don't pile up. */
  full: z.boolean(),
  /** The earliest and the latest event. */
  from: z.number(),
  to: z.number(),
  /** Of the columns and of the records. */
  sha256: z.tuple([z.string(), z.string()]),
  files: z.array(coveredFile),
})

/** One part of the index: the columns and the records of the events of some log files, and beside them this note of what it covers. */
export type IndexPart = z.infer<typeof partSchema>
export type CoveredFile = z.infer<typeof coveredFile>

export const NOTE_ENDING = '.part'
export const ROWS_ENDING = '.parquet'
export const RECORDS_ENDING = '.records'

/** What tells one state of a file from another without reading it. */
export function stampOf(path: string): string | undefined {
  const stat = statSync(Buffer.from(path, 'latin1'), { throwIfNoEntry: false })
  return stat === undefined ? undefined : `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`
}

/** The folder of one root's index, so that several may be given the same place. `realRoot` is latin1 text. */
export function indexFolder(dir: string, realRoot: string): string {
  return join(resolve(dir), sha256(Buffer.from(realRoot, 'latin1')).slice(0, 16))
}

/** A part's name comes from what it covers, so that two builders at work write the same name. */
export function partName(files: readonly CoveredFile[]): string {
  return sha256(Buffer.from(JSON.stringify([FORM, files.map(({ path, stamp }) => [path, stamp])]))).slice(0, 32)
}

/** No two builds share one: in containers even the process numbers are the same. */
export function temporaryIn(dir: string, name: string): string {
  return join(dir, `${name}.${randomUUID()}.tmp`)
}

/** Written last and under another name first: where there is a note, its rows are whole. */
export function writeNote(dir: string, name: string, part: Omit<IndexPart, 'form'>): void {
  const text = JSON.stringify({ ...part, form: FORM })
  const temporary = temporaryIn(dir, name)
  writeFileSync(temporary, `${sha256(Buffer.from(text))}\n${text}`, { mode: 0o600 })
  renameSync(temporary, join(dir, name + NOTE_ENDING))
}

/** undefined where the note is missing, damaged, or of another form. */
export function readNote(dir: string, name: string): IndexPart | undefined {
  try {
    const [mark, text = ''] = readFileSync(join(dir, name + NOTE_ENDING), 'utf8').split('\n')
    if (mark !== sha256(Buffer.from(text))) return undefined
    const part = partSchema.parse(JSON.parse(text))
    return partName(part.files) === name ? part : undefined
  } catch {
    return undefined
  }
}

/** Whether columns and records are, byte for byte, what was written. */
export async function isWhole(dir: string, name: string, { sha256: [rows, records] }: IndexPart): Promise<boolean> {
  try {
    return (
      (await hashOfFile(join(dir, name + ROWS_ENDING))) === rows &&
      (await hashOfFile(join(dir, name + RECORDS_ENDING))) === records
    )
  } catch {
    return false
  }
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(bytes as Buffer)
  return hash.digest('hex')
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

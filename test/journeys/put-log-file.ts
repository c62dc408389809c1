import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Fields } from '../../src/event/event.ts'
import { logKey } from '../made/announced.ts'
import { record } from '../made/records.ts'

/** Records that happen at an instant in an account of the company's. */
export function happenings(account: string, at: number, events: readonly Fields[]): readonly Fields[] {
  return events.map((more) =>
    record({
      eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
      eventID: randomUUID(),
      recipientAccountId: account,
      awsRegion: 'eu-central-1',
      ...more,
    }),
  )
}

/** Lays one more log file below a folder, whole or not at all, as CloudTrail does in a bucket. Gives its key. */
export async function putLogFile(
  folder: string,
  file: { readonly account: string; readonly organisation: string; readonly at: number; readonly region?: string },
  content: readonly unknown[] | Buffer,
): Promise<string> {
  const { account, organisation, region = 'eu-central-1' } = file
  const unique = randomUUID().replaceAll('-', '').slice(0, 16)
  const key = logKey({ account, organisation, region, at: new Date(file.at).toISOString(), unique })
  const path = join(folder, key)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, Buffer.isBuffer(content) ? content : gzipSync(JSON.stringify({ Records: content })))
  await rename(`${path}.part`, path)
  return key
}

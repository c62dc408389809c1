import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'

/** Reads and decompresses every file and does nothing else: the floor under any search of cold files. */
export async function decompress(root: string, threads: number, hint: boolean): Promise<number> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.gz'))
  const sizes = await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const share = files.filter((_, index) => index % threads === thread)
      const worker = new Worker(new URL(import.meta.url), { workerData: { root, files: share, hint } })
      return new Promise<number>((resolve, reject) => worker.on('message', resolve).on('error', reject))
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

type Share = { readonly root: string; readonly files: readonly string[]; readonly hint: boolean }

async function work({ root, files, hint }: Share): Promise<void> {
  const { parentPort } = await import('node:worker_threads')
  let bytes = 0
  for (const file of files) {
    const packed = readFileSync(join(root, file))
    const options = hint ? { chunkSize: packed.readUInt32LE(packed.length - 4) + 64 } : {}
    bytes += gunzipSync(packed, options).length
  }
  parentPort?.postMessage(bytes, [])
}

if (!isMainThread) await work(workerData as Share)

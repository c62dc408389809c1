import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { basename, extname, join } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Sends a file of the built page: its index, or one of its assets by name. */
export async function servePage(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = path === '/' ? 'index.html' : join('assets', basename(path))
  const known = path === '/' || path === `/assets/${basename(path)}`
  const content = known ? await readFile(join(folder, file)).catch(() => undefined) : undefined
  if (content === undefined) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(content)
}

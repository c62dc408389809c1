import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The files below a folder as the objects of a bucket. No key leads out of the folder. */
export function folderObjects(folder: string): (key: string) => Promise<Buffer | undefined> {
  return async (key) => {
    if (key.includes('\0') || key.split('/').some((part) => part === '' || part === '.' || part === '..'))
      return undefined
    return readFile(join(folder, key)).catch(() => undefined)
  }
}

import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeFolder } from '../../src/lib/make-folder.ts'

describe('making a folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'whodid-folder-'))
  afterAll(() => rmSync(dir, { recursive: true }))

  it('makes those above it too, and is content where it is there', () => {
    makeFolder(join(dir, 'a', 'b', 'c'), 0o700)
    makeFolder(join(dir, 'a', 'b', 'c'), 0o700)

    expect(statSync(join(dir, 'a', 'b')).mode & 0o777).toBe(0o700)
  })

  it('fails where a file is in the way', () => {
    writeFileSync(join(dir, 'file'), '')

    expect(() => makeFolder(join(dir, 'file'))).toThrow('EEXIST')
    expect(() => makeFolder(join(dir, 'file', 'below'))).toThrow('ENOTDIR')
  })

  it.skipIf(!existsSync('/proc/self'))('fails in /proc, where nothing can be made, and comes back', () => {
    expect(() => makeFolder('/proc/self/whodid/index')).toThrow('ENOENT')
  })
})

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { watchTick } from '../../../src/job/watch-tick.ts'
import type { WatchSettings } from '../../../src/watch/settings.ts'
import type { Mistake } from './mistakes.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** The engine with one mistake in it. */
export type Planted = {
  /** Where it is. */
  readonly folder: string
  readonly tick: typeof watchTick
  readonly settings: WatchSettings
  remove(): void
}

/** Copies the real engine, plants a mistake in the copy, and loads that. The text to be replaced must be there once. */
export async function plant(mistake: Mistake): Promise<Planted> {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-planted-'))
  mkdirSync(join(folder, 'src'))
  for (const name of ['lib', 'event', 'question', 'plan', 'policy', 'watch', 'message', 'job']) {
    cpSync(join(ROOT, 'src', name), join(folder, 'src', name), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  for (const { file, find, replace } of mistake.changes) {
    const path = join(folder, 'src', file)
    const parts = readFileSync(path, 'utf8').split(find)
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`)
    writeFileSync(path, parts.join(replace))
  }
  const load = (file: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, 'src', file)).href)
  const { watchTick: tick } = await load('job/watch-tick.ts')
  const { WATCH_SETTINGS } = await load('watch/settings.ts')
  return { folder, tick, settings: WATCH_SETTINGS, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

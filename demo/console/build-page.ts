import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const PAGE = join(import.meta.dirname, 'page')
const BUILT = join(import.meta.dirname, '../../dist/console')

/** The folder with the built page: made now, or found where its sources have not changed since. */
export async function buildPage(): Promise<string> {
  const name = await fingerprint()
  const folder = join(BUILT, name)
  if (existsSync(folder)) return folder
  const making = join(BUILT, `making-${randomUUID()}`)
  await mkdir(BUILT, { recursive: true })
  await build({
    configFile: false,
    root: PAGE,
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: making,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
    },
  })
  await rename(making, folder).catch(async (error: unknown) => {
    // Somebody else was quicker with the same sources.
    await rm(making, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  await forgetOthers(name)
  return folder
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  const names: string[] = []
  for await (const name of glob('**/*.{ts,tsx,css,html,svg}', { cwd: PAGE })) names.push(name)
  for (const name of names.sort()) hash.update(name).update(await readFile(join(PAGE, name)))
  return hash.digest('hex').slice(0, 16)
}

/** Keeps the newest few: another run may still serve an older one. */
async function forgetOthers(name: string): Promise<void> {
  const others = (await readdir(BUILT)).filter((each) => each !== name && !each.startsWith('making-'))
  for (const each of others.slice(0, -4)) await rm(join(BUILT, each), { recursive: true, force: true })
}

import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild'

const ROOT = join(import.meta.dirname, '../..')

/** The functions, each bundled for itself: what Slack waits for must not carry what does the work. */
export const FUNCTIONS = ['slack', 'work', 'tick', 'install'] as const

export type Bundled = {
  readonly name: (typeof FUNCTIONS)[number]
  readonly folder: string
  readonly bytes: number
  /** Of what is loaded before the first request, where that is a part of its own. */
  readonly eagerBytes: number | undefined
  /** Every file that went into it. */
  readonly sources: readonly string[]
}

/** Some packages ask for others in the old way, which a module has to be given. */
const REQUIRE = `import { createRequire as makeRequire } from 'node:module';const require = makeRequire(import.meta.url);`

/**
 * Bundles the functions into a folder. Reading log files takes native code and threads, and is left out: a settings file that
 * names log files is refused at the start.
 */
export async function bundle(to: string, settings?: string): Promise<readonly Bundled[]> {
  await rm(to, { recursive: true, force: true })
  return Promise.all(
    FUNCTIONS.map(async (name) => {
      const folder = join(to, name)
      await mkdir(folder, { recursive: true })
      const entry = join(ROOT, `src/lambda-${name}.ts`)
      const built = name === 'slack' ? await bundleInTwo(entry, folder) : [await bundleParts({ index: entry }, folder)]
      if (settings !== undefined) await copyFile(settings, join(folder, 'whodid.yml'))
      const bytes = built.flatMap(({ outputs }) => codeIn(outputs))
      return {
        name,
        folder,
        bytes: bytes.reduce((sum, each) => sum + each, 0),
        eagerBytes: name === 'slack' ? (bytes[0] ?? 0) : undefined,
        sources: built.flatMap(({ inputs }) => Object.keys(inputs)),
      }
    }),
  )
}

/**
 * What verifies, queues and acknowledges is one file in the old format, which Node loads in half the time; what is imported
 * later is beside it.
 */
async function bundleInTwo(entry: string, folder: string): Promise<readonly Metafile[]> {
  const later = new Map<string, string>()
  const leaveForLater: Plugin = {
    name: 'leave for later',
    setup: (bundling) => {
      bundling.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined
        const name = basename(path, '.ts')
        later.set(name, join(resolveDir, path))
        return { path: `./${name}.mjs`, external: true }
      })
    },
  }
  const options = { ...OPTIONS, entryPoints: { index: entry }, outdir: folder, plugins: [leaveForLater] }
  const { metafile } = await build({ ...options, format: 'cjs', outExtension: { '.js': '.cjs' } })
  return [metafile, await bundleParts(Object.fromEntries(later), folder)]
}

/** What is imported later stays in parts of its own. */
async function bundleParts(entryPoints: Record<string, string>, folder: string): Promise<Metafile> {
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints,
    outdir: folder,
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    banner: { js: REQUIRE },
    plugins: [withoutLogFiles, withoutLanguages],
  })
  return metafile
}

function codeIn(outputs: Metafile['outputs']): readonly number[] {
  return Object.entries(outputs).flatMap(([path, { bytes }]) => (/\.[cm]js$/.test(path) ? [bytes] : []))
}

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'linked',
  metafile: true,
  logLevel: 'error',
} as const satisfies BuildOptions

const withoutLogFiles: Plugin = {
  name: 'without log files',
  setup: (bundling) => {
    bundling.onLoad({ filter: /\/src\/wire-log-files\.ts$/ }, () => ({
      contents: `export function openLogFiles() { throw new Error('logFiles cannot be read by a function of Lambda: name a place under aws') }`,
    }))
  },
}

/** What is wrong with a setting is said in English; zod brings fifty languages. */
const withoutLanguages: Plugin = {
  name: 'without languages',
  setup: (bundling) => {
    bundling.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js'`,
    }))
  },
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      to: { type: 'string', default: join(ROOT, 'dist/lambda') },
      settings: { type: 'string', default: join(ROOT, 'whodid.yml') },
    },
  })
  const settings = await stat(values.settings).then(
    () => values.settings,
    () => undefined,
  )
  for (const { name, bytes, eagerBytes } of await bundle(values.to, settings))
    process.stdout.write(
      `${name}: ${kb(bytes)}${eagerBytes === undefined ? '' : `, of which ${kb(eagerBytes)} before the first request`}\n`,
    )
  if (settings === undefined) process.stdout.write(`There is no ${values.settings} yet: the functions need one.\n`)
}

function kb(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} kB`
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const about = JSON.parse(read('package.json')) as Named & { readonly scripts: Record<string, string> }
const lock = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> }
const page = read('docs/dependencies.md')

const AT_RUN_TIME = ['MIT', 'Apache-2.0', 'ISC', 'BSD-3-Clause', '0BSD']
const FOR_WORK = [...AT_RUN_TIME, 'BSD-2-Clause', 'MPL-2.0', 'Python-2.0', 'PSF-2.0']
/** A stranger may have to look at all of them. */
const MOST_AT_RUN_TIME = 250
/** They may run something when they are installed, on the machine of whoever works on it. */
const INSTALL_SCRIPTS = ['classic-level', 'es5-ext', 'esbuild', 'node']

type Named = Readonly<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>
>
type Locked = {
  readonly license?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
  readonly deprecated?: string
  readonly integrity?: string
  readonly resolved?: string
}

const locked = Object.entries(lock.packages).filter(([path]) => path !== '')
const production = locked.filter(([, { dev }]) => dev !== true)

describe('dependencies', () => {
  it('every dependency has its reason, and no reason is left over', () => {
    const [, atRunTime = '', forWork = ''] = page.split(/^## (?:At run time|For work on it)$/m)
    const told = (section: string) =>
      [...(section.split(/^## /m)[0] ?? '').matchAll(/^\| `([^`]+)` \| (.{3,}) \|$/gm)].map(([, name]) => name ?? '')

    expect(told(atRunTime)).toEqual(Object.keys({ ...about.dependencies, ...about.optionalDependencies }))
    expect(told(forWork)).toEqual(Object.keys(about.devDependencies ?? {}))
  })

  it('every version is exact', () => {
    const versions = { ...about.dependencies, ...about.optionalDependencies, ...about.devDependencies }

    expect(Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('every package has a licence that is on the list', () => {
    const wrong = locked.filter(([path, { dev }]) => {
      const list = dev === true ? FOR_WORK : AT_RUN_TIME
      return !licenceOf(path)
        .split(' OR ')
        .some((licence) => list.includes(licence))
    })

    expect(wrong.map(([path]) => [path, licenceOf(path)])).toEqual([])
    for (const licence of FOR_WORK) expect(page).toContain(licence)
  })

  it('production needs no install script', () => {
    expect(production.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([])
    expect(
      locked.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => nameOf(path)),
    ).toEqual(INSTALL_SCRIPTS)
  })

  it('production is small enough to be looked at, and nothing in it is deprecated', () => {
    expect(production.length).toBeGreaterThan(20)
    expect(production.length).toBeLessThanOrEqual(MOST_AT_RUN_TIME)
    expect(production.filter(([, { deprecated }]) => deprecated !== undefined)).toEqual([])
  })

  it('every package is pinned by its hash, and none by an address', () => {
    expect(
      locked.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true).map(([path]) => path),
    ).toEqual([])
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
  })

  it('a bill of materials can be had, without what is only for work', () => {
    expect(about.scripts.sbom).toBe('npm sbom --sbom-format cyclonedx --omit dev --package-lock-only')
  })
})

function licenceOf(path: string): string {
  const said = lock.packages[path]?.license
  if (said !== undefined) return said
  const file = join(ROOT, path, 'package.json')
  const { license } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { license?: string }) : {}
  return license ?? 'none'
}

function nameOf(path: string): string {
  return path.split('node_modules/').at(-1) ?? ''
}

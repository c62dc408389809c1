import { readFileSync } from 'node:fs'

type Locked = {
  readonly dev?: boolean
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly deprecated?: string
  readonly integrity?: string
}
const LICENCES = ['MIT', 'Apache-2.0', 'ISC', 'BSD-3-Clause', '0BSD']

/** What production installs, from the lock file. */
export async function countPackages(): Promise<{ readonly figure: string; readonly met: boolean }> {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>
  }
  const all = Object.entries(lock.packages).flatMap(([path, one]) => (path === '' || one.dev === true ? [] : [one]))
  const counts = [
    all.filter(({ integrity }) => integrity === undefined),
    all.filter(({ hasInstallScript }) => hasInstallScript === true),
    all.filter(({ license }) => !LICENCES.includes(license ?? '')),
    all.filter(({ deprecated }) => deprecated !== undefined),
  ].map(({ length }) => length)
  return {
    figure: [all.length, ...counts].join(' / '),
    met: all.length <= 250 && counts.every((count) => count === 0),
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const PAGE = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')

/** Threats that somebody thought of. One more belongs here, and with its heading on the page. */
const THREATS = 40

type Threat = { readonly heading: string; readonly text: string; readonly proofs: readonly Proof[] }
type Proof = { readonly file: string; readonly title: string }

const threats = readThreats(PAGE)

describe('docs/security.md', () => {
  it('has every threat, each once and in order', () => {
    expect(threats.map(({ heading }) => Number(heading.split('.')[0]))).toEqual(
      Array.from({ length: THREATS }, (_, n) => n + 1),
    )
  })

  it.each(threats.map((threat) => [threat.heading, threat] as const))(
    '%s: is defended, and proven by tests that exist',
    (_, threat) => {
      expect(threat.text.trim().length).toBeGreaterThan(40)
      expect(threat.proofs.length > 0 || threat.text.includes('**Missing:**')).toBe(true)
      expect(threat.proofs.filter((proof) => !exists(proof))).toEqual([])
    },
  )

  it('lists what is missing at its end, with the threats that it leaves open', () => {
    const [, end = ''] = PAGE.split(/^## What is missing$/m)
    const open = threats.filter(({ text }) => text.includes('**Missing:**')).map(({ heading }) => heading.split('.')[0])
    const listed = [...end.matchAll(/\((\d+(?:, \d+)*)\)/g)].flatMap(([, numbers = '']) => numbers.split(', '))

    expect(new Set(listed)).toEqual(new Set(open))
  })
})

describe('a proof that is none is noticed:', () => {
  it.each([
    ['a file that is gone', { file: 'test/nowhere.test.ts', title: 'keeps its rules' }],
    ['a title that was changed', { file: 'test/layout.test.ts', title: 'keeps its rule' }],
    ['a title in a comment', { file: 'test/security.test.ts', title: 'Threats that somebody thought of.' }],
  ])('%s', (_, proof) => {
    expect(exists(proof)).toBe(false)
  })

  it('and one that is one is not', () => {
    expect(exists({ file: 'test/layout.test.ts', title: 'keeps its rules' })).toBe(true)
  })
})

/** Whether the file has a test, or a group of tests, with this very title. */
function exists({ file, title }: Proof): boolean {
  if (!/^test\/[\w./-]+\.ts$/.test(file) || !existsSync(join(ROOT, file))) return false
  const text = readFileSync(join(ROOT, file), 'utf8')
  const literals = [`'${title.replaceAll("'", "\\'")}'`, `"${title.replaceAll('"', '\\"')}"`, `\`${title}\``]
  // First in its call, on the same line or on one of its own.
  return literals.some((literal) => ['(', '(\n  ', '(\n    '].some((before) => text.includes(`${before}${literal},`)))
}

function readThreats(page: string): readonly Threat[] {
  const sections = page.split(/^### /m).slice(1)
  return sections.flatMap((section): readonly Threat[] => {
    const [heading = '', ...rest] = (section.split(/^## /m)[0] ?? '').split('\n')
    if (!/^\d+\. /.test(heading)) return []
    const text = rest.join('\n')
    const proofs = [...text.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, file = '', title = '']) => ({ file, title }))
    return [{ heading, text, proofs }]
  })
}

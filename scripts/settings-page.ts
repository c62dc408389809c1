import { readFile, writeFile } from 'node:fs/promises'
import { listSettings, type Setting } from '../src/config/list-settings.ts'

const HEADING = /^### `([^`]+)`$/

/**
 * docs/settings.md with a section for each setting, in the order of the schema: its line of help, its default and an example come
 * from there. What stands below the example is prose, and kept; so is everything before and after these sections.
 */
export function settingsPage(page: string, settings: readonly Setting[] = listSettings()): string {
  const [before = '', after = ''] = page.split(/^## The file\n/m)
  const end = after.search(/^## /m)
  const [sections, rest] = end < 0 ? [after, ''] : [after.slice(0, end), after.slice(end)]
  const found = new Map(
    sections.split(/^(?=### )/m).map((text) => [HEADING.exec(text.split('\n')[0] ?? '')?.[1], text]),
  )
  const written = settings.map((setting) => sectionOf(setting, proseOf(found.get(setting.path) ?? '', setting)))
  return `${before}## The file\n\n${written.join('\n')}\n${rest}`
}

function sectionOf({ path, help, example, fallback }: Setting, prose: string): string {
  const said = typeof fallback === 'string' ? fallback : JSON.stringify(fallback)
  const usual = fallback === undefined ? '' : ` Default: \`${said}\`.`
  const sample = `\`\`\`yaml\n${path.split('.').at(-1)}: ${example}\n\`\`\`\n`
  return `### \`${path}\`\n\n${help}${usual}\n\n${sample}${prose === '' ? '' : `\n${prose}\n`}`
}

/** What stands below the example, and what somebody wrote after the help, which goes there too. */
function proseOf(section: string, { help }: Setting): string {
  const [above = '', ...below] = section.split(/^```yaml\n[^`]*^```$/m)
  const said = above.split('\n').slice(1).join(' ').replace(/\s+/g, ' ').trim()
  const more = said.startsWith(help)
    ? said
        .slice(help.length)
        .replace(/ ?Default: `[^`]*`\./, '')
        .trim()
    : ''
  return [more, below.join('').trim()].filter(Boolean).join('\n\n')
}

if (import.meta.main) {
  const file = new URL('../docs/settings.md', import.meta.url)
  const page = await readFile(file, 'utf8')
  await writeFile(file, settingsPage(page))
}

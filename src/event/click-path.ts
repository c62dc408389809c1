import { CLICK_PAGES } from './click-pages.ts'
import { serviceOf } from './stands-out.ts'

/** More pages than these are not told of one burst of reads. */
const MOST = 3

/**
 * Which pages of the console were opened, from the calls of one burst: `IAM ▸ Users`. The page that explains most calls
 * first, and no page whose calls others have explained. Empty where no page is known by these calls. Only for calls of which
 * something says that they came from the console: a script that makes the same calls has opened nothing.
 */
export function clickPaths(calls: Iterable<{ readonly source: string; readonly name: string }>): readonly string[] {
  const made = new Set<string>()
  for (const { source, name } of calls) made.add(`${serviceOf(source)}:${undated(name)}`)
  const open = CLICK_PAGES.filter((page) => page.calls.every((call) => made.has(call)))
  const paths: string[] = []
  const explained = new Set<string>()
  for (const page of open.toSorted((a, b) => b.calls.length - a.calls.length)) {
    if (page.calls.every((call) => explained.has(call))) continue
    for (const call of page.calls) explained.add(call)
    paths.push(page.path)
  }
  return paths.slice(0, MOST)
}

/** Some services put their API's date behind the name of an event: `ListFunctions20150331`, `UpdateFunctionCode20150331v2`. */
export function undated(name: string): string {
  return name.replace(/(?<=[a-z])\d{8}(?:v\d+)?$/, '').replace(/(?<=[a-z])\d{4}_\d{2}_\d{2}$/, '')
}

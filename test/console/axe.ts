import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'

const AXE = new URL(import.meta.resolve('axe-core/axe.min.js'))

/** What axe finds that is serious or critical, in a line each. */
export async function findings(page: Page): Promise<readonly string[]> {
  // The page's own policy lets no script in; the debugger may still run one, which stays until the page is left.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(await readFile(AXE, 'utf8'))
  return await page.evaluate<
    string[]
  >(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => each.id + ': ' + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + node.any.map((any) => any.message).join(' ')).join(' | ')))`)
}

/** How far the page can be pushed sideways, which on a phone is a mistake. */
export async function sideways(page: Page): Promise<number> {
  return await page.evaluate<number>(`document.documentElement.scrollWidth - document.documentElement.clientWidth`)
}

import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jumpingClock } from '../../demo/console/jumping-clock.ts'
import { CHROMIUM, hasBrowser, openBrowser } from '../../demo/console/open-browser.ts'
import { startConsole } from '../../demo/console/start-console.ts'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import { type as write } from './open-console.ts'
import { settle } from './settle.ts'

const ROOT = join(import.meta.dirname, '../..')
const ARTEFACTS = join(ROOT, 'artefacts')

/** The demo's incident, solved as a responder would: from one command, by clicking, and by mentions alone. */
describe.skipIf(!hasBrowser)(`the incident in the browser (skipped where ${CHROMIUM} is missing)`, () => {
  const clock = jumpingClock()
  let demo: Demo
  let shown: { readonly url: string; close(): Promise<void> }
  let browser: Browser
  beforeAll(async () => {
    demo = await startDemo({ clock, days: 2, rateLimits: false })
    const manifest = await readFile(join(ROOT, 'manifest.yml'), 'utf8')
    shown = await startConsole({ slack: demo.slack, manifest, clock, hints: [] })
    browser = await openBrowser()
    mkdirSync(ARTEFACTS, { recursive: true })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await shown?.close()
    await demo?.stop()
  })

  async function open(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } })
    await context.addInitScript(`sessionStorage.setItem('whodid-as', 'U00BOB')`)
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto(`${shown.url}#/C00INCIDENTS`)
    await write(page, '/whodid Alice 24h')
    await page.getByRole('button', { name: 'Who was behind it' }).last().waitFor()
    return page
  }

  const settled = (page: Page): Promise<void> => settle(demo, clock, [page])

  test('is solved by clicking: the human, the first wrong step, what was touched, and a report', async () => {
    const page = await open()
    const channel = page.getByRole('log', { name: 'Messages in incidents' })
    const thread = page.getByRole('log', { name: 'Thread' })
    await settled(page)
    await channel
      .getByRole('link', { name: /\d+ replies/u })
      .first()
      .click()

    // The human: the thief's chain apart from Alice's own, by the address the key was used from.
    await channel.getByRole('button', { name: 'Who was behind it' }).last().click()
    await settled(page)
    const chain = thread.getByRole('article').filter({ hasText: 'What it did itself, and through whom' }).first()
    await chain.getByText('Alice (IAM user) in tools → Deploy in tools → ProdAdmin in prod').first().waitFor()
    expect(await chain.innerText()).toMatch(/203\.0\.113\.66[^]*proven: the call gave out this very key/)
    await page.screenshot({ path: join(ARTEFACTS, 'incident-1-behind.png') })

    // The first wrong step: the oldest refusal.
    await channel.getByRole('button', { name: 'Events' }).first().click()
    const modal = page.getByRole('dialog')
    await modal.getByRole('button', { name: /^Refusals/u }).click()
    await modal.getByText(/\d+ refusals, newest first/u).waitFor()
    const times = [...(await modal.innerText()).matchAll(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) · /gmu)].map(
      ([, time]) => time,
    )
    await page.screenshot({ path: join(ARTEFACTS, 'incident-2-refusals.png') })
    await modal.getByRole('button', { name: 'Open' }).last().click()
    await settled(page)
    const event = page.getByRole('dialog').last()
    await event.getByText('203.0.113.66').first().waitFor()
    const first = await event.innerText()
    expect(first).toContain(times.reduce((a = '', b = '') => (a < b ? a : b)) ?? 'none')
    expect(first).toMatch(/Result: refused/)
    await page.screenshot({ path: join(ARTEFACTS, 'incident-3-event.png') })
    await event.getByRole('button', { name: 'Close' }).last().click()

    // Everything touched, as a report in the thread.
    await page.keyboard.press('Escape')
    await channel.getByRole('combobox', { name: 'More…' }).first().click()
    await page.getByRole('option', { name: 'Export as a report' }).click()
    await settled(page)
    const [report] = [...demo.slack.state.files.values()].map(({ content }) => String(content))
    expect(report).toMatch(/StopLogging/)
    expect(report).toMatch(/CreateAccessKey/)
    expect(report).toMatch(/sha-?256/i)
    await page.screenshot({ path: join(ARTEFACTS, 'incident-4-report.png') })
    await page.context().close()
  }, 90_000)

  test('is solved by mentions alone', async () => {
    const page = await open()
    const channel = page.getByRole('log', { name: 'Messages in incidents' })
    const thread = page.getByRole('log', { name: 'Thread' })
    await settled(page)
    await channel
      .getByRole('link', { name: /\d+ replies/u })
      .last()
      .click()
    const mention = async (words: string, says: RegExp): Promise<string> => {
      await write(page, `@whodid ${words}`, 'Reply…')
      const answer = thread.getByRole('article').filter({ hasText: says }).last()
      await answer.waitFor()
      await settled(page)
      return answer.innerText()
    }

    expect(await mention('who was behind it', /What it did itself, and through whom/)).toMatch(
      /Alice \(IAM user\) in tools → Deploy in tools → ProdAdmin in prod/,
    )
    expect(await mention('only denied', /What Alice did, refusals only/)).toMatch(/Understood as/)
    // What became of the key that was made.
    expect(await mention('backup-agent 24h', /What backup-agent did/)).toMatch(/203\.0\.113\.66/)
    await mention('Alice 24h', /What Alice did/)
    const before = demo.slack.state.files.size
    await write(page, '@whodid export report', 'Reply…')
    await expect.poll(() => demo.slack.state.files.size, { timeout: 15_000 }).toBeGreaterThan(before)
    await settled(page)
    const made = [...demo.slack.state.files.values()].slice(before).map(({ content }) => String(content))
    expect(made.join('\n')).toMatch(/StopLogging/)
    await thread.evaluate((list) => list.scrollTo({ top: 1e6 }))
    await page.screenshot({ path: join(ARTEFACTS, 'incident-5-mentions.png') })
    await page.context().close()
  }, 90_000)
})

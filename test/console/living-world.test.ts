import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { type JumpingClock, jumpingClock } from '../../demo/console/jumping-clock.ts'
import { CHROMIUM, hasBrowser, openBrowser } from '../../demo/console/open-browser.ts'
import { type Console, startConsole } from '../../demo/console/start-console.ts'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import { MANIFEST } from './manifest.ts'
import { composerOf, type } from './open-console.ts'
import { settle } from './settle.ts'

/** A Monday noon in the company's offices, whenever the test runs. */
const MONDAY = Date.UTC(2026, 10, 23, 15)
const NEWEST = 'Newest event in the log files: 23 Nov 2026, '

describe.skipIf(!hasBrowser)(`the company goes on (skipped where ${CHROMIUM} is missing)`, () => {
  let demo: Demo
  let console: Console
  let browser: Browser
  let clock: JumpingClock

  beforeAll(async () => {
    const began = Date.now()
    clock = jumpingClock(() => MONDAY + Date.now() - began)
    demo = await startDemo({ clock, days: 2, rateLimits: false })
    console = await startConsole({ slack: demo.slack, clock, manifest: MANIFEST, newest: () => demo.newest() })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await console?.close()
    await demo?.stop()
  })

  test('an hour later the newest event has moved on, and the same question finds newer ones', async () => {
    const page = await browser.newPage()
    await page.goto(`${console.url}#/C00INCIDENTS`)
    await composerOf(page).waitFor()
    const ask = async (answers: number): Promise<string> => {
      await type(page, '/whodid crawler 24h')
      const answer = page.getByRole('article').filter({ hasText: 'What crawler did' }).nth(answers)
      await answer.waitFor()
      await settle(demo, clock, [page])
      await answer.getByText(/Looked in/u).waitFor()
      return /Newest event seen there: .*?[AP]M/u.exec((await answer.textContent()) ?? '')?.[0] ?? ''
    }
    const before = await ask(0)
    await page.getByRole('button', { name: 'Inspector' }).click()
    await page.getByRole('tab', { name: 'Clock and faults' }).click()
    await page.getByText('No log file has been delivered yet').waitFor()

    await page.getByRole('button', { name: '+ 1 hour' }).click()
    await page.getByText(NEWEST).waitFor()
    await demo.goOn()
    const after = await ask(1)

    expect(before).toMatch(/:\d\d [AP]M$/u)
    expect(after).toMatch(/:\d\d [AP]M$/u)
    expect(after).not.toBe(before)
  })
})

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { jumpingClock, type JumpingClock } from '../../demo/console/jumping-clock.ts'
import { openBrowser } from '../../demo/console/open-browser.ts'
import { startConsole } from '../../demo/console/start-console.ts'
import { startSlack, type FakeSlack } from '../../demo/slack/start-slack.ts'
import { MANIFEST } from './manifest.ts'
import { startScriptedBot } from './scripted-bot.ts'

const VIEWPORT = { width: 1280, height: 800 }

export type Opened = {
  readonly slack: FakeSlack
  readonly clock: JumpingClock
  readonly url: string
  /** Opens the page as somebody; what went wrong in it is in `errors`. */
  visit(as?: string, options?: BrowserContextOptions): Promise<Page>
  /** Puts the pages away and forgets what was said. Throws where a page complained, or asked for anything from outside. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** A Slack with a scripted app in it, its console, and a browser. */
export async function openConsole(): Promise<Opened> {
  const clock = jumpingClock()
  const slack = await startSlack({ manifest: MANIFEST, transport: 'socket', clock, rateLimits: false })
  const bot = await startScriptedBot(slack)
  const hints = ['/whodid Alice 24h', '/whodid role:Deploy 7d', '/whodid help']
  const console = await startConsole({ slack, clock, manifest: MANIFEST, hints })
  let browser: Browser | undefined
  const errors: string[] = []
  /** Pages by who looks at them: opening a page again is much quicker than opening another. */
  const idle = new Map<string, Page[]>()
  const busy: { readonly as: string | undefined; readonly page: Page }[] = []
  return {
    slack,
    clock,
    url: console.url,
    async visit(as = 'U00BOB', options) {
      browser ??= await openBrowser()
      const known = options === undefined ? idle.get(as)?.pop() : undefined
      const page = known ?? (await openPage(browser, as, options))
      busy.push({ as: options === undefined ? as : undefined, page })
      await page.goto(console.url)
      return page
    },
    async clear() {
      for (const { as, page } of busy.splice(0)) await putAway(as, page)
      slack.faults.clear()
      for (const list of [slack.state.messages, slack.state.ephemerals, slack.state.views]) list.length = 0
      const complaints = errors.splice(0)
      if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`)
    },
    async close() {
      await browser?.close()
      await console.close()
      await bot.stop()
      await slack.close()
    },
  }

  async function openPage(within: Browser, as: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await within.newContext({ viewport: VIEWPORT, ...options })
    await context.addInitScript(
      `if (location.protocol === 'http:') sessionStorage.getItem('whodid-as') ?? sessionStorage.setItem('whodid-as', '${as}')`,
    )
    context.setDefaultTimeout(8_000)
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    page.on('request', (request) => {
      if (!/^(?:http:\/\/127\.0\.0\.1:|data:|blob:|about:)/u.test(request.url())) errors.push(request.url())
    })
    return page
  }

  /** Keeps a page for the next who looks as the same person, with nothing in it; one with options of its own is closed. */
  async function putAway(as: string | undefined, page: Page): Promise<void> {
    if (as === undefined) return page.context().close()
    await page.evaluate('localStorage.clear(); sessionStorage.clear()')
    await page.goto('about:blank')
    await page.setViewportSize(VIEWPORT)
    const others = idle.get(as)
    if (others === undefined) idle.set(as, [page])
    else others.push(page)
  }
}

/** Where one writes in a channel, by the words that stand in it. */
export function composerOf(page: Page, words = 'Message #incidents'): Locator {
  return page.getByRole('combobox', { name: words, exact: true })
}

/** Writes something and sends it. */
export async function type(page: Page, text: string, words?: string): Promise<void> {
  await composerOf(page, words).fill(text)
  await composerOf(page, words).press('Enter')
}

/** Waits until something can be seen. */
export async function shown(locator: Locator): Promise<boolean> {
  await locator.waitFor()
  return true
}

/** Waits until something is not there any more. */
export async function gone(locator: Locator): Promise<boolean> {
  await locator.waitFor({ state: 'detached' })
  return true
}

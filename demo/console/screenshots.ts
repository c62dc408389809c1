import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startDemo } from '../start-demo.ts'
import { jumpingClock } from './jumping-clock.ts'
import { CHROMIUM, hasBrowser, openBrowser } from './open-browser.ts'
import { startConsole } from './start-console.ts'

const ROOT = join(import.meta.dirname, '../..')
const README = join(ROOT, 'docs/images/console.png')
const ARTEFACTS = join(ROOT, 'artefacts')
const LARGEST = 300_000
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

const HINTS = ['/whodid Alice 24h', '/whodid role:Deploy 7d denied', '/whodid who changed sg-0123456789abcdef0?']

type Look = {
  readonly name: string
  readonly size: typeof WIDE
  readonly dark?: boolean
  show(page: Page): Promise<unknown>
}

/** What is worth a look at after every change. */
const LOOKS: readonly Look[] = [
  { name: 'channel', size: WIDE, show: (page) => page.getByText('What Alice did').waitFor() },
  { name: 'thread', size: WIDE, show: openThread },
  { name: 'thread-dark', size: WIDE, dark: true, show: openThread },
  { name: 'inspector', size: WIDE, show: openInspector },
  { name: 'inspector-dark', size: WIDE, dark: true, show: openInspector },
  { name: 'table', size: WIDE, show: (page) => openDetail(page, 'calls refused') },
  { name: 'phone-table-dark', size: PHONE, dark: true, show: (page) => openDetail(page, 'calls refused') },
  { name: 'faults', size: WIDE, show: openFaults },
  {
    name: 'suggestions',
    size: WIDE,
    show: (page) => page.getByRole('combobox', { name: 'Message #incidents' }).fill('/'),
  },
  { name: 'people', size: WIDE, show: (page) => page.getByRole('button', { name: /^You are/u }).click() },
  { name: 'phone-list', size: PHONE, show: (page) => page.getByRole('button', { name: 'Back to channels' }).click() },
  { name: 'phone-channel', size: PHONE, show: (page) => page.getByText('What Alice did').waitFor() },
  { name: 'phone-thread', size: PHONE, show: openThread },
  { name: 'phone-thread-dark', size: PHONE, dark: true, show: openThread },
]

if (!hasBrowser) throw new Error(`There is no browser at ${CHROMIUM}`)
await mkdir(ARTEFACTS, { recursive: true })
await mkdir(dirname(README), { recursive: true })
const clock = jumpingClock()
const demo = await startDemo({ clock, days: 8, rateLimits: false })
const manifest = await readFile(join(ROOT, 'manifest.yml'), 'utf8')
const shown = await startConsole({ slack: demo.slack, manifest, clock, hints: HINTS })
const browser = await openBrowser()
try {
  await demo.slack.as('alice').say('The trail in prod stopped logging. Was that one of us?')
  await demo.slack.as('bob').say('Not me. Let me ask.')
  await demo.slack.as('bob').command('/whodid', 'Alice 24h')
  await demo.idle()
  await demo.slack.as('ada').say('That access key is not from our office. Rotating it now.')
  for (const look of LOOKS) await take(browser, shown.url, look, join(ARTEFACTS, `console-${look.name}.png`))
  await take(browser, shown.url, { name: 'readme', size: { width: 1280, height: 800 }, show: readmeView }, README)
  const { size } = await stat(README)
  if (size > LARGEST) throw new Error(`${README} has ${size} bytes; the README should load quickly`)
} finally {
  await browser.close()
  await shown.close()
  await demo.stop()
}

async function take(from: Browser, url: string, look: Look, path: string): Promise<void> {
  const phone = look.size === PHONE ? { hasTouch: true, isMobile: true } : {}
  const colorScheme = look.dark === true ? 'dark' : 'light'
  const context = await from.newContext({ viewport: look.size, colorScheme, ...phone })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  await page.goto(`${url}#/C00INCIDENTS`)
  await page.getByText('Rotating it now.').waitFor()
  await look.show(page)
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
  await page.screenshot({ path })
  await context.close()
}

async function openThread(page: Page): Promise<void> {
  await page.getByRole('link', { name: /\d+ replies/u }).click()
  await page.getByRole('complementary', { name: 'Thread' }).getByText('Coverage', { exact: true }).waitFor()
}

async function openInspector(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Inspector' }).click()
  await page
    .getByRole('button', { name: /chat\.postMessage/u })
    .last()
    .click()
  await page.getByText('What Slack answered').waitFor()
}

async function openFaults(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Inspector' }).click()
  await page.getByRole('tab', { name: 'Clock and faults' }).click()
}

/** The thread, at the message that says this. */
async function openDetail(page: Page, said: string): Promise<void> {
  await openThread(page)
  const detail = page.getByRole('log', { name: 'Thread' }).getByRole('article').filter({ hasText: said }).last()
  await detail.evaluate((message) => message.scrollIntoView({ block: 'start' }))
}

/** The question's answer in the channel, and its details beside it. */
async function readmeView(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Dismiss the hint' }).click()
  await openDetail(page, 'Activity and reads')
  await page.getByRole('log', { name: 'Messages in incidents' }).evaluate((list) => list.scrollTo({ top: 0 }))
}

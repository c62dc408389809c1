import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build, preview } from 'vite'

export const CHROMIUM = '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

const ROOT = join(import.meta.dirname, '../../demo/console/page/blocks')
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking']

type Look = { readonly theme?: 'light' | 'dark'; readonly width?: number }

export type Gallery = {
  /** The gallery as if it were just loaded; everything that is asked for from outside is refused, and remembered. */
  open(look?: Look): Promise<GalleryPage>
  close(): Promise<void>
}

export type GalleryPage = {
  readonly page: Page
  /** What the blocks told so far, as the gallery writes it down. */
  told(): Promise<readonly { readonly kind: string; readonly what: unknown }[]>
  /** Throws where the page had errors, or asked for something outside of this machine. */
  close(): void
}

/** The gallery of blocks, built and served on loopback, in one page of a browser without a window. */
export async function openGallery(): Promise<Gallery> {
  const outDir = await mkdtemp(join(tmpdir(), 'whodid-gallery-'))
  const shared = { root: ROOT, configFile: false as const, logLevel: 'error' as const }
  await build({
    ...shared,
    mode: 'production',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, rollupOptions: { input: join(ROOT, 'gallery.html') } },
  })
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const address = server.resolvedUrls?.local[0] ?? ''
  const complaints: string[] = []
  const page = await openPage(browser, address, complaints)
  return {
    async open(look = {}) {
      await beginAnew(page, look)
      return {
        page,
        told: () => told(page),
        close() {
          const said = complaints.splice(0)
          if (said.length > 0) throw new Error(`the page complained: ${said.join('; ')}`)
        },
      }
    },
    async close() {
      await browser.close()
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}

async function openPage(browser: Browser, address: string, complaints: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.route('**/*', async (route) => {
    const url = route.request().url()
    if (url.startsWith(address) || url.startsWith('data:')) return route.continue()
    complaints.push(url)
    return route.abort()
  })
  await page.goto(`${address}gallery.html`)
  await page.getByRole('heading', { name: 'Every block and element' }).waitFor()
  return page
}

/** As after loading: nothing is open, chosen, focused or scrolled, and nothing was told. */
async function beginAnew(page: Page, { theme = 'light', width = 1280 }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.mouse.move(0, 0)
  await page.evaluate(`(() => {
    document.documentElement.dataset.theme = '${theme}'
    document.activeElement?.blur?.()
    dispatchEvent(new Event('anew'))
    scrollTo(0, 0)
  })()`)
}

async function told(page: Page): ReturnType<GalleryPage['told']> {
  const lines = await page.locator('#told').textContent()
  return (lines ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { kind: string; what: unknown })
}

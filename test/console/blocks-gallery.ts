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

export type Gallery = {
  /** A new page of the gallery; everything that is asked for from outside is refused, and remembered. */
  open(options?: { readonly theme?: 'light' | 'dark'; readonly width?: number }): Promise<GalleryPage>
  close(): Promise<void>
}

export type GalleryPage = {
  readonly page: Page
  /** What the blocks told so far, as the gallery writes it down. */
  told(): Promise<readonly { readonly kind: string; readonly what: unknown }[]>
  /** Fails where the page had errors, or asked for something outside of this machine. */
  close(): Promise<void>
}

/** The gallery of blocks, built and served on loopback, in a browser without a window. */
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
  return {
    open: (options = {}) => openPage(browser, address, options),
    async close() {
      await browser.close()
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}

async function openPage(
  browser: Browser,
  address: string,
  { theme = 'light', width = 1280 }: { readonly theme?: 'light' | 'dark'; readonly width?: number },
): Promise<GalleryPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.route('**/*', async (route) => {
    const url = route.request().url()
    if (url.startsWith(address) || url.startsWith('data:')) return route.continue()
    complaints.push(url)
    return route.abort()
  })
  await page.goto(`${address}gallery.html?theme=${theme}`)
  await page.getByRole('heading', { name: 'Every block and element' }).waitFor()
  return {
    page,
    async told() {
      const lines = await page.locator('#told').textContent()
      return (lines ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { kind: string; what: unknown })
    },
    async close() {
      await page.close()
      if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`)
    },
  }
}

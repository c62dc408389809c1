import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where Chromium is looked for. */
export const CHROMIUM = '/usr/bin/chromium'

/** Whether there is a browser to test in; tests that need one say so and are skipped where there is none. */
export const hasBrowser = existsSync(CHROMIUM)

/** A browser that talks to nobody but this machine. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

import { mkdir } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { CHROMIUM, hasBrowser } from '../../demo/console/open-browser.ts'
import { findings, sideways } from './axe.ts'
import { composerOf, openConsole, type, type Opened } from './open-console.ts'

const ARTEFACTS = new URL('../../artefacts/', import.meta.url)
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }

describe.skipIf(!hasBrowser)(`how the console looks (skipped where ${CHROMIUM} is missing)`, () => {
  let opened: Opened

  beforeAll(async () => {
    await mkdir(ARTEFACTS, { recursive: true })
    opened = await openConsole()
  })
  afterEach(() => opened.clear())
  afterAll(() => opened.close())

  const visit = (options: Parameters<Opened['visit']>[1]): Promise<Page> => opened.visit('U00BOB', options)

  test.each(['light', 'dark'] as const)(
    'nothing serious for a screen reader or low sight, in %s',
    async (colorScheme) => {
      const page = await visit({ colorScheme })
      await type(page, '/whodid file')
      await page
        .getByRole('link', { name: /2 replies/u })
        .last()
        .click()
      await page.getByText('2026-11-23,StopLogging').first().waitFor()
      await composerOf(page).fill('/')
      await page.getByRole('listbox', { name: 'Suggestions' }).waitFor()
      expect(await findings(page), 'a thread and suggestions').toEqual([])

      await composerOf(page).fill('')
      await page.getByRole('button', { name: 'Inspector' }).click()
      await page
        .getByRole('button', { name: /chat\.postMessage/u })
        .first()
        .click()
      await page.getByText('What Slack answered').waitFor()
      expect(await findings(page), 'the inspector').toEqual([])
      await page.getByRole('tab', { name: 'Clock and faults' }).click()
      expect(await findings(page), 'the faults').toEqual([])

      await page.getByRole('button', { name: 'Inspector', exact: true }).click()
      await page.getByRole('button', { name: 'Narrow down' }).last().click()
      await page.getByRole('dialog', { name: 'Look up' }).waitFor()
      expect(await findings(page), 'a form').toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })

      await page.getByRole('button', { name: /You are Bob/u }).click()
      expect(await findings(page), 'a menu').toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: 'whodid', exact: true }).click()
      await page.getByText('Recent questions').waitFor()
      expect(await findings(page), 'the Home').toEqual([])
      await page.screenshot({ path: new URL(`console-home-${colorScheme}.png`, ARTEFACTS).pathname })
    },
  )

  test.each(['light', 'dark'] as const)(
    'on a phone one screen follows another, and Back goes back, in %s',
    async (colorScheme) => {
      const page = await visit({ ...PHONE, colorScheme })
      await page.getByRole('heading', { name: 'Fake Company' }).waitFor()
      expect(await findings(page), 'the list').toEqual([])

      await page.getByRole('link', { name: /^incidents/u }).tap()
      await type(page, '/whodid Phone')
      await page.getByText('What Phone did').waitFor()
      expect(await page.getByRole('navigation', { name: 'Channels and apps' }).isVisible()).toBe(false)
      expect(await findings(page), 'a channel').toEqual([])
      await page.getByText('What Phone did').tap()
      const thread = page.getByRole('complementary', { name: 'Thread' })
      await thread.getByText('Second detail').waitFor()
      expect(await composerOf(page).isVisible()).toBe(false)
      expect(await findings(page), 'a thread').toEqual([])
      expect(await sideways(page)).toBe(0)

      await page.goBack()
      await composerOf(page).waitFor()
      await page.getByRole('button', { name: 'Back to channels' }).tap()
      await page.getByRole('button', { name: 'Inspector' }).tap()

      await page.getByRole('complementary', { name: 'Inspector' }).getByText('/whodid Phone').first().waitFor()
      expect(await sideways(page)).toBe(0)
    },
  )

  test('the theme follows the system, unless one is chosen', async () => {
    const page = await visit({ colorScheme: 'dark' })
    await composerOf(page).waitFor()
    expect(await themeOf(page)).toBe('dark')

    await page.getByRole('button', { name: /You are Bob/u }).click()
    await page.getByRole('menuitemradio', { name: 'Light' }).click()
    await page.waitForFunction(`document.documentElement.dataset.theme === 'light'`)
    await page.reload()
    await composerOf(page).waitFor()

    expect(await themeOf(page)).toBe('light')
  })

  test('everything can be reached by keyboard: from the list into a channel, a thread and its composer', async () => {
    const page = await visit({})
    await type(page, '/whodid Keys')
    await page.getByText('What Keys did').waitFor()

    await page
      .getByRole('link', { name: /2 replies/u })
      .last()
      .focus()
    await page.keyboard.press('Enter')
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('Second detail').waitFor()
    const message = page.getByRole('article').filter({ hasText: 'What Keys did' }).first()
    await message.getByRole('button', { name: 'More actions' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toContain('Who did this?')
    await page.keyboard.press('Escape')

    expect(await focused(page)).toBe('More actions')
  })
})

async function themeOf(page: Page): Promise<string> {
  return await page.evaluate<string>(`document.documentElement.dataset.theme`)
}

async function focused(page: Page): Promise<string> {
  return await page.evaluate<string>(
    `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
  )
}

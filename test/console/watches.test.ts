import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jumpingClock } from '../../demo/console/jumping-clock.ts'
import { CHROMIUM, hasBrowser, openBrowser } from '../../demo/console/open-browser.ts'
import { type Console, startConsole } from '../../demo/console/start-console.ts'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import type { Fields } from '../../src/event/event.ts'
import { happens, user } from '../journeys/live-events.ts'
import { findings, sideways } from './axe.ts'
import { gone, type as write } from './open-console.ts'
import { settle } from './settle.ts'

const ROOT = join(import.meta.dirname, '../..')
const ARTEFACTS = join(ROOT, 'artefacts')
const MANIFEST = join(ROOT, 'manifest.yml')
const WIDE: BrowserContextOptions = { viewport: { width: 1280, height: 1000 }, colorScheme: 'light' }
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 780 }, hasTouch: true, colorScheme: 'dark' }

/** A watch from its first word to its last, as somebody in the channel sees it. */
describe.skipIf(!hasBrowser)(`watches in the browser (skipped where ${CHROMIUM} is missing)`, () => {
  const clock = jumpingClock()
  const errors: string[] = []
  let demo: Demo
  let shown: Console
  let browser: Browser
  let page: Page
  let phone: Page
  let channel: Locator
  let thread: Locator
  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true })
    const onLog = (level: string, data: object, message: string) =>
      void (level === 'error' && errors.push(`${message} ${JSON.stringify(data)}`))
    demo = await startDemo({ clock, days: 1, rateLimits: false, watches: { lookSeconds: 10, tickSeconds: 1 }, onLog })
    shown = await startConsole({ slack: demo.slack, manifest: await readFile(MANIFEST, 'utf8'), clock, hints: [] })
    browser = await openBrowser()
    page = await open(WIDE)
    phone = await open(PHONE)
    channel = page.getByRole('log', { name: 'Messages in incidents' })
    thread = page.getByRole('log', { name: 'Thread' })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await shown?.close()
    await demo?.stop()
  })

  test('one is set by typing, another by Watch this under an answer; both say what is watched and how soon', async () => {
    await write(page, '/whodid watch Mallory')
    const typed = said(/^whodid.*Watching: What Mallory did/su)
    await typed.getByText('Set again with').waitFor()
    expect(await typed.innerText()).toMatch(/Tells each event: I look every 10 seconds/)

    await write(page, '/whodid Alice 24h')
    await channel.getByRole('combobox', { name: 'More…' }).last().click()
    await page.getByRole('option', { name: 'Watch this' }).click()
    await said(/Watching: What Alice did/u)
      .getByText('Set again with')
      .waitFor()
    await look('watch-1-set')
  })

  test('an event arrives live, is edited where it stands while more come, and has its details in the thread', async () => {
    await happens(demo, [acts('CreateUser'), acts('GetUser')])
    const root = said(/IAM user Mallory.*\(\d events\)/su, 'replied to a thread')
    await comes(root)
    expect(await root.innerText()).toMatch(/×2, first/)
    await look('watch-2-live')

    await happens(demo, [
      acts('StopLogging', { eventSource: 'cloudtrail.amazonaws.com', requestParameters: { name: 'org-trail' } }),
      acts('ListUsers'),
    ])
    await comes(channel.getByText(/×4, first/u))
    // It stands out: a message of its own in the channel too, not only a number on the first.
    await channel
      .getByRole('article')
      .filter({ hasText: 'replied to a thread' })
      .getByText('cloudtrail:StopLogging')
      .waitFor()
    await root.getByRole('link', { name: /1 reply/u }).click()
    await thread.getByText('CloudTrail logging stopped or changed').first().waitFor()
    expect(await thread.innerText()).toMatch(/cloudtrail:StopLogging.*on org-trail/s)
    await look('watch-3-thread')
    await page.getByRole('button', { name: 'Close thread' }).click()
  })

  test('a burst is one digest with the buttons of an answer; what stands out in it is told apart', async () => {
    const calls = ['DescribeInstances', 'RunInstances', 'DescribeVpcs']
    const denied = { errorCode: 'Client.UnauthorizedOperation' }
    await happens(demo, [
      ...Array.from({ length: 60 }, (_, at) => acts(calls[at % 3] ?? '', at % 7 === 0 ? denied : {})),
      acts('CreateAccessKey', { requestParameters: { userName: 'backup-svc' } }),
    ])
    const digest = said(/: 60 events/u)
    await comes(digest)
    expect(await digest.innerText()).toMatch(/So many came at once that they are told as a digest[^]*RunInstances ×20/)
    expect(await digest.innerText()).not.toContain('CreateAccessKey')
    await said(/replied to a thread[^]*credentials made or changed/u)
      .getByText('iam:CreateAccessKey')
      .waitFor()
    await look('watch-4-burst')

    await digest.getByRole('button', { name: 'Events' }).click()
    const modal = page.getByRole('dialog')
    await modal.getByText('RunInstances').first().waitFor()
    await page.keyboard.press('Escape')
    await modal.waitFor({ state: 'detached' })
  })

  test('paused by its button nothing arrives, and resumed it is told as a digest', async () => {
    await settingOf('Mallory').getByRole('button', { name: 'Pause 1 h' }).click()
    await openThreadOf('Mallory')
    await thread.getByText('Paused until').waitFor()
    await happens(demo, [acts('ModifyVpc')])
    await looks(2)
    expect(await channel.getByText('ModifyVpc').count()).toBe(0)
    await look('watch-5-paused')

    await thread.getByRole('button', { name: 'Resume' }).click()
    await comes(said(/ModifyVpc/u))
    expect(await said(/ModifyVpc/u).innerText()).toMatch(/Collected while the watch was paused or suspended/)
  })

  test('muted by a click, a call is not told any more, and others are', async () => {
    const before = await channel.getByText(/ModifyVpc/u).count()
    await said(/ModifyVpc/u)
      .getByRole('combobox', { name: 'This watch…' })
      .click()
    await page.getByRole('option', { name: /^Mute .*ModifyVpc$/u }).click()
    await settle(demo, clock, [page])

    await happens(demo, [acts('ModifyVpc'), acts('RenameVpc')])
    await comes(said(/RenameVpc/u))
    expect(await channel.getByText(/ModifyVpc/u).count()).toBe(before)
  })

  test('edited by its form, its thread reads what is otherwise', async () => {
    await settingOf('Mallory').getByRole('button', { name: 'Edit' }).click()
    const form = page.getByRole('dialog', { name: 'Change a watch' })
    await form.getByText('What Mallory did').waitFor()
    await look('watch-6-form', page)
    await form.getByRole('combobox', { name: 'How soon' }).click()
    await page.getByRole('option', { name: 'A digest every hour' }).click()
    await form.getByRole('button', { name: 'Change', exact: true }).click()

    await thread.getByText('/whodid watch hourly Mallory').first().waitFor()
    expect(await gone(form)).toBe(true)
  })

  test('Home lists them, on a phone too', async () => {
    await phone.getByRole('button', { name: 'Back to channels' }).click()
    for (const each of [page, phone]) await each.getByRole('link', { name: 'whodid', exact: true }).click()
    await page.getByText('Your watches').waitFor()
    await page.getByText('What Mallory did').first().waitFor()
    expect(await page.getByText('once an hour').count()).toBe(1)
    for (const each of [page, phone])
      await each.getByText('Your watches').evaluate((title) => title.scrollIntoView({ block: 'start' }))
    await look('watch-7-home')
    await page.getByRole('link', { name: /^incidents/u }).click()
    await phone.goBack()
    await phone.getByRole('link', { name: /^incidents/u }).click()
  })

  test('unwatched by its button nothing more is told, and the list says so', async () => {
    await settingOf('Mallory').getByRole('button', { name: 'Unwatch' }).click()
    await openThreadOf('Mallory')
    await thread.getByText('Not watched any more').waitFor()
    await happens(demo, [acts('DeleteTrail', { eventSource: 'cloudtrail.amazonaws.com' })])
    await looks(2)
    expect(await channel.getByText('DeleteTrail').count()).toBe(0)

    await write(page, '/whodid watches')
    await said(/1 watch in this channel/u).waitFor()
    await look('watch-8-ended')
  })

  test('leaves no defect in the log, and does nothing that Slack forbids', () => {
    expect(errors).toEqual([])
    expect(demo.slack.problems).toEqual([])
  })

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options)
    await context.addInitScript(`sessionStorage.setItem('whodid-as', 'U00BOB')`)
    context.setDefaultTimeout(15_000)
    const opened = await context.newPage()
    await opened.goto(`${shown.url}#/C00INCIDENTS`)
    return opened
  }

  /** The last message of the channel that says so, and does not say `not`. */
  function said(words: RegExp, not = 'nothing of the kind'): Locator {
    return channel.getByRole('article').filter({ hasText: words, hasNotText: not }).last()
  }

  function settingOf(name: string): Locator {
    return channel
      .getByRole('article')
      .filter({ hasText: new RegExp(`Watching: What ${name} did`, 'u') })
      .first()
  }

  async function openThreadOf(name: string): Promise<void> {
    await settingOf(name)
      .getByRole('link', { name: /\d+ repl(?:y|ies)/u })
      .click()
  }

  /** Lets time pass, in steps that leave the bot room to work, until it can be seen. */
  async function comes(what: Locator): Promise<void> {
    for (let step = 0; step < 60 && (await what.count()) === 0; step += 1) await pass(5_000)
    await what.first().waitFor()
  }

  /** As long as so many looks take, and what they bring is told. */
  async function looks(times: number): Promise<void> {
    for (let step = 0; step < times * 3; step += 1) await pass(4_000)
  }

  async function pass(ms: number): Promise<void> {
    clock.jump(ms)
    await pause(100)
  }

  /** Pictures of a wide page and a phone, for eyes; nothing sticks out, and axe finds nothing serious. */
  async function look(name: string, checked = phone): Promise<void> {
    await settle(demo, clock, [page, phone])
    for (const [of, suffix] of [
      [page, 'wide'],
      [phone, 'phone'],
    ] as const) {
      await of.screenshot({ path: join(ARTEFACTS, `${name}-${suffix}.png`) })
      expect(await sideways(of), `${name} on ${suffix}`).toBe(0)
    }
    expect({ [name]: await findings(checked) }).toEqual({ [name]: [] })
  }
})

function acts(eventName: string, more: Fields = {}): Fields {
  return {
    ...user('Mallory'),
    eventName,
    eventSource: eventName.includes('User') || eventName.includes('Key') ? 'iam.amazonaws.com' : 'ec2.amazonaws.com',
    readOnly: /^(?:Describe|Get|List)/u.test(eventName),
    ...(eventName === 'CreateUser' ? { requestParameters: { userName: 'backup-svc' } } : {}),
    ...more,
  }
}

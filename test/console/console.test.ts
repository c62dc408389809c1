import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, hasBrowser } from '../../demo/console/open-browser.ts'
import { findings } from './axe.ts'
import { composerOf, gone, openConsole, shown, type, type Opened } from './open-console.ts'
import { HOSTILE } from './scripted-bot.ts'

describe.skipIf(!hasBrowser)(`the console (skipped where ${CHROMIUM} is missing)`, () => {
  let opened: Opened

  beforeAll(async () => {
    opened = await openConsole()
  })
  afterEach(() => opened.clear())
  afterAll(() => opened.close())

  const visit: Opened['visit'] = (as, options) => opened.visit(as, options)

  test('a command is offered with its hint, and its answer appears and is edited in place', async () => {
    const page = await visit()
    await composerOf(page).fill('/who')
    await page.getByRole('option', { name: /\/whodid.*Alice 24h/u }).waitFor()

    await composerOf(page).press('Tab')
    expect(await composerOf(page).inputValue()).toBe('/whodid ')
    await composerOf(page).pressSequentially('Alice 24h')
    await composerOf(page).press('Enter')

    await page.getByText('What Alice 24h did').waitFor()
    await page.getByText('Looking for Alice 24h').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /2 replies Last reply today at/u }).waitFor()
    expect(await composerOf(page).inputValue()).toBe('')
  })

  test('a thread opens beside the channel, takes a reply, and may send it to the channel too', async () => {
    const page = await visit()
    await type(page, '/whodid Alice')
    await page.getByRole('link', { name: /2 replies/u }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('Second detail').waitFor()

    await thread.getByRole('checkbox', { name: 'Also send to #incidents' }).check()
    await type(page, 'That was me', 'Reply…')

    await thread.getByText('That was me').waitFor()
    await page.getByRole('log', { name: 'Messages in incidents' }).getByText('That was me').waitFor()
    await page.getByText('replied to a thread').waitFor()
    await thread.press('Escape')
    expect(await gone(thread)).toBe(true)
  })

  test('a command in a thread is refused there, in Slack’s words, for oneself alone', async () => {
    const page = await visit()
    const other = await visit('U00ADA')
    await type(page, '/whodid Alice')
    await page.getByRole('link', { name: /2 replies/u }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })

    await type(page, '/whodid bob', 'Reply…')

    await thread.getByText('/whodid is not supported in threads. Sorry!').waitFor()
    await thread.getByText('Only visible to you').waitFor()
    await other.getByText('What Alice did').waitFor()
    expect(await other.getByText('not supported in threads').count()).toBe(0)
  })

  test('a command that is not acknowledged fails with Slack’s own error', async () => {
    const page = await visit()
    await composerOf(page).waitFor()
    opened.slack.faults.add({ on: 'command', kind: 'lose-ack' })
    const waits = opened.slack.until(() => opened.slack.exchanges.at(-1)?.name === 'command')
    await type(page, '/whodid nothing')
    await waits

    opened.clock.jump(3_000)

    expect(await shown(page.getByText('/whodid failed with the error "operation_timeout"'))).toBe(true)
  })

  test('what was sent before comes back with ArrowUp', async () => {
    const page = await visit()
    await type(page, 'first words')
    await type(page, 'second words')
    await page.getByText('second words').waitFor()

    await composerOf(page).press('ArrowUp')
    expect(await composerOf(page).inputValue()).toBe('second words')
    await composerOf(page).press('ArrowUp')
    expect(await composerOf(page).inputValue()).toBe('first words')
    await composerOf(page).press('ArrowDown')
    await composerOf(page).press('ArrowDown')

    expect(await composerOf(page).inputValue()).toBe('')
  })

  test('a mention is completed, reaches the app, and is a badge for whom it names', async () => {
    const page = await visit()
    const ada = await visit('U00ADA')
    await ada.getByRole('link', { name: 'random' }).click()
    await composerOf(ada, 'Message #random').waitFor()

    await composerOf(page).pressSequentially('@who')
    await page.getByRole('option', { name: /whodid/u }).waitFor()
    await composerOf(page).press('Enter')
    await composerOf(page).pressSequentially('and @ada look')
    await composerOf(page).press('Enter')

    await page.getByRole('link', { name: /1 reply/u }).waitFor()
    await ada.getByRole('link', { name: 'incidents, 1 unread message, 1 for you' }).waitFor()
    await ada.getByRole('link', { name: /^incidents/u }).click()
    expect(await shown(ada.getByRole('link', { name: 'incidents', exact: true }))).toBe(true)
  })

  test('a button answers, and an answer for oneself can be dismissed', async () => {
    const page = await visit()
    await type(page, '/whodid Alice')

    await page.getByRole('button', { name: 'Again' }).click()
    const answer = page.getByRole('article').filter({ hasText: 'Asked again.' })
    await answer.getByText('Only visible to you').waitFor()
    await answer.hover()
    await answer.getByRole('button', { name: 'Dismiss message' }).click()

    expect(await gone(answer)).toBe(true)
  })

  test('a form asks for what is missing, shows what the app objects to, stacks, and closes when it is right', async () => {
    const page = await visit()
    await type(page, '/whodid Alice')
    await page.getByRole('button', { name: 'Narrow down' }).click()
    const form = page.getByRole('dialog', { name: 'Look up' })
    await form.waitFor()

    await form.getByRole('button', { name: 'Ask' }).click()
    await form.getByText('Please complete this required field.').waitFor()
    await form.getByRole('textbox', { name: 'Identity' }).fill('nobody')
    await form.getByRole('button', { name: 'Ask' }).click()
    await form.getByText('Nobody is called that.').waitFor()
    await form.getByRole('button', { name: 'More' }).click()
    const deeper = page.getByRole('dialog', { name: 'More filters' })
    await deeper.getByRole('button', { name: 'Back' }).click()
    await deeper.waitFor({ state: 'detached' })
    expect(await form.getByRole('textbox', { name: 'Identity' }).inputValue()).toBe('nobody')
    await form.getByRole('textbox', { name: 'Identity' }).fill('Alice')
    await form.getByRole('button', { name: 'Ask' }).click()

    expect(await gone(form)).toBe(true)
  })

  test('a form higher than the screen has a label for each field, also where it is scrolled out of sight', async () => {
    const page = await visit()
    await type(page, '/whodid Alice')
    await page.getByRole('button', { name: 'Narrow down' }).click()
    await page.getByRole('dialog', { name: 'Look up' }).waitFor()

    await page.setViewportSize({ width: 360, height: 100 })

    expect(await findings(page)).toEqual([])
  })

  test('a shortcut is in the menu of a message, and of the composer; Escape closes its form', async () => {
    const page = await visit()
    await type(page, 'What did Alice do?')
    const message = page.getByRole('article').filter({ hasText: 'What did Alice do?' })
    await message.hover()
    await message.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: /Who did this\?/u }).click()
    await page.getByRole('dialog', { name: 'Look up' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Look up' }).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Attach' }).click()
    await page.getByRole('menuitem', { name: /Look up identity/u }).click()

    expect(await shown(page.getByRole('dialog', { name: 'Look up' }))).toBe(true)
  })

  test('a file is shown with its first lines, opens, and can be kept', async () => {
    const page = await visit()
    await type(page, '/whodid file')
    await page.getByRole('link', { name: /2 replies/u }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('2026-11-23,StopLogging').waitFor()

    await thread.getByRole('button', { name: /^events\.csv/u }).click()
    await page.getByRole('dialog', { name: 'events.csv' }).getByText('CreateAccessKey').waitFor()
    await page.keyboard.press('Escape')
    const download = page.waitForEvent('download')
    await thread.getByRole('button', { name: 'Download events.csv' }).click()

    expect((await download).suggestedFilename()).toBe('events.csv')
  })

  test('somebody can upload a file, and others see it', async () => {
    const page = await visit()
    const ada = await visit('U00ADA')
    await composerOf(page).waitFor()

    await page
      .getByLabel('File to upload')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('seen at noon') })

    expect(await shown(ada.getByText('seen at noon'))).toBe(true)
  })

  test('being somebody else shows what they see, and no more', async () => {
    const page = await visit()
    await type(page, '/whodid nothing')
    await page.getByText('Nothing found.').waitFor()

    await page.getByRole('button', { name: /You are Bob Responder/u }).click()
    await page.getByRole('menuitemradio', { name: /Sam Stranger/u }).click()

    await page.getByRole('button', { name: /You are Sam Stranger/u }).waitFor()
    await composerOf(page, 'Message #partner').waitFor()
    expect(await page.getByRole('link', { name: /incidents|security/u }).count()).toBe(0)
    await type(page, '/whodid Alice', 'Message #partner')
    expect(await shown(page.getByText('/whodid is not a valid command.'))).toBe(true)
  })

  test('the app has a Home, direct messages and an About', async () => {
    const page = await visit()
    await page.getByRole('link', { name: 'whodid', exact: true }).click()
    await page.getByText('Recent questions').waitFor()

    await page.getByRole('tab', { name: 'About' }).click()
    await page.getByText('Looks things up').waitFor()
    await page.getByRole('tab', { name: 'Messages' }).click()
    await type(page, 'Hello', 'Message whodid')

    expect(await shown(page.getByText('Hello to you.'))).toBe(true)
  })

  test('the app is invited with /invite where it is missing', async () => {
    const page = await visit()
    await page.getByRole('link', { name: 'board, private' }).click()
    await type(page, '/invite @whodid', 'Message #board')

    await page.getByText('was added to #board by Bob Responder.').waitFor()
    await type(page, '/whodid Alice', 'Message #board')
    expect(await shown(page.getByText('What Alice did'))).toBe(true)
  })

  test('a reaction counts, and is taken back', async () => {
    const page = await visit()
    await type(page, 'All clear')
    const message = page.getByRole('article').filter({ hasText: 'All clear' })
    await message.hover()
    await message.getByRole('button', { name: 'React with :eyes:' }).click()

    const reaction = message.getByRole('button', { name: /1 reacted with :eyes:/u })
    await reaction.click()

    expect(await gone(reaction)).toBe(true)
  })

  test('a reader who has scrolled up stays there, and is told of news', async () => {
    const page = await visit()
    for (let count = 0; count < 40; count++) await opened.slack.as('ada').say(`line ${count}`)
    const list = page.getByRole('log', { name: 'Messages in incidents' })
    await list.getByText('line 39').waitFor()
    await list.evaluate((element) => element.scrollTo({ top: 0 }))
    await list.getByText('line 0', { exact: true }).waitFor()

    await opened.slack.as('ada').say('the newest of all')
    const pill = page.getByRole('button', { name: '↓ New messages' })
    await pill.waitFor()
    expect(await list.evaluate((element) => element.scrollTop)).toBe(0)
    await pill.click()

    await pill.waitFor({ state: 'detached' })
    await page.waitForFunction(
      `(() => { const list = document.querySelector('[role=log]'); return list.scrollHeight - list.scrollTop - list.clientHeight < 2 })()`,
    )
  })

  test('what an event holds is text: no markup, no mention, every colon in its place', async () => {
    const page = await visit()
    await opened.slack.as('ada').say(HOSTILE)
    await type(page, '/whodid hostile')

    const answer = page.getByRole('article', { name: /^whodid/u })
    await answer.getByText('arn:aws:iam::111122223333:user/Eve 10:20:30').waitFor()
    expect(await answer.getByText('<script>alert(1)</script>').count()).toBe(1)
    expect(await page.locator('.list script, .list img').count()).toBe(0)
    expect(await shown(page.getByRole('article', { name: /^Ada/u }).getByText('<script>alert(1)</script>'))).toBe(true)
  })

  test('the inspector shows each exchange, and points at what Slack objected to', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Inspector' }).click()
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    const long = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }

    await fetch(`${opened.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${opened.slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C00INCIDENTS', text: 'x', blocks: [long] }),
    })
    await inspector.getByRole('button', { name: /chat\.postMessage.*invalid_blocks/u }).click()

    await inspector.locator('.json-fault').getByText('must be less than 151 characters').waitFor()
    await inspector.getByRole('tab', { name: /Problems \(\d+\)/u }).click()
    expect(await shown(inspector.getByText('invalid-payload').first())).toBe(true)
  })

  test('the clock jumps, and faults are switched on and off', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Inspector' }).click()
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await inspector.getByRole('tab', { name: 'Clock and faults' }).click()
    await type(page, 'before the jump')

    await inspector.getByRole('button', { name: '+ 1 day' }).click()
    await inspector.getByText(/1 d.* ahead of the real time/u).waitFor()
    await page.getByRole('heading', { name: 'Yesterday' }).waitFor()
    const limited = inspector.getByRole('switch', { name: 'Posting is rate limited (429)' })
    await limited.check()
    await opened.slack.until(() => opened.slack.exchanges.length > 0)
    await type(page, '/whodid Alice')
    await inspector.getByRole('tab', { name: 'Traffic' }).click()

    await inspector
      .getByRole('button', { name: /chat\.postMessage.*(?:429|ratelimited)/u })
      .first()
      .waitFor()
    await inspector.getByRole('tab', { name: 'Clock and faults' }).click()
    await limited.uncheck()
    await type(page, '/whodid Alice')
    expect(await shown(page.getByText('What Alice did'))).toBe(true)
  })

  test('a hint writes itself into the composer, and goes away for good', async () => {
    const page = await visit()
    await page.getByRole('button', { name: '/whodid Alice 24h' }).click()
    expect(await composerOf(page).inputValue()).toBe('/whodid Alice 24h')

    await composerOf(page).fill('')
    await page.getByRole('button', { name: 'Dismiss the hint' }).click()
    await page.reload()
    await composerOf(page).waitFor()

    expect(await page.getByRole('complementary', { name: 'Things to type' }).count()).toBe(0)
  })

  test('Ctrl+K finds a channel', async () => {
    const page = await visit()
    await composerOf(page).press('Control+k')
    await page.getByRole('textbox', { name: 'Search' }).fill('rand')
    await page.keyboard.press('Enter')

    expect(await shown(composerOf(page, 'Message #random'))).toBe(true)
  })
})

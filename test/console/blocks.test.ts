import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, hasChromium, openGallery, type Gallery, type GalleryPage } from './blocks-gallery.ts'

const ARTEFACTS = join(import.meta.dirname, '../../artefacts')
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe.skipIf(!hasChromium)(`blocks in a browser (skipped where ${CHROMIUM} is missing)`, () => {
  let gallery: Gallery
  let open: GalleryPage

  beforeAll(async () => {
    gallery = await openGallery()
    await mkdir(ARTEFACTS, { recursive: true })
  })
  afterAll(() => gallery?.close())
  afterEach(() => open.close())

  const start = async (options?: Parameters<Gallery['open']>[0]) => {
    open = await gallery.open(options)
    return open.page
  }
  const actions = async () => (await open.told()).filter(({ kind }) => kind === 'action').map(({ what }) => what)
  const values = async () => (await open.told()).filter(({ kind }) => kind === 'value').map(({ what }) => what)
  const part = (name: string) => open.page.locator(`[data-name="${name}"]`)

  test('everything renders; what is unknown or broken shows a box and leaves the rest alone', async () => {
    const page = await start()

    const boxes = await page.locator('.bk-unsupported').allTextContents()

    expect(boxes.map((box) => /: (\w+) is not/.exec(box)?.[1])).toEqual([
      'nonsense',
      'teleporter',
      'multi_static_select',
      'object',
    ])
    for (const section of await page.locator('main > section').all())
      expect((await section.boundingBox())?.height).toBeGreaterThan(40)
  })

  test('a click tells the app what Slack would tell it', async () => {
    const page = await start()

    await page.getByRole('button', { name: 'Plain' }).click()
    await page.getByRole('button', { name: 'Within' }).click()
    await page.getByRole('button', { name: 'Carded' }).click()
    await page.getByRole('button', { name: 'Three' }).click()
    await page.getByRole('button', { name: 'Good answer' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Writes only' }).click()
    await page.getByRole('radio', { name: 'Console' }).first().click()

    const writes = { text: { type: 'mrkdwn', text: '*Writes* only' }, value: 'writes' }
    expect(await actions()).toMatchObject([
      { block_id: 'buttons', action_id: 'Plain', type: 'button', value: 'v:Plain' },
      { block_id: 'within', action_id: 'Within', value: 'v:Within' },
      { block_id: 'card', action_id: 'Carded', value: 'v:Carded' },
      { block_id: 'carousel', action_id: 'Three', value: 'v:Three' },
      { block_id: 'feedback', action_id: 'thumbs', type: 'feedback_buttons', value: 'up' },
      { block_id: 'watch', action_id: 'remove', value: 'w1' },
      { block_id: 'choices', action_id: 'boxes', type: 'checkboxes', selected_options: [writes] },
      { block_id: 'choices', action_id: 'radios', selected_option: option('Console') },
    ])
  })

  test('a workflow button does nothing, and says so', async () => {
    const page = await start()

    const button = page.getByRole('button', { name: 'Workflow' })
    await button.click({ force: true })

    expect(await button.getAttribute('aria-disabled')).toBe('true')
    expect(await open.told()).toEqual([])
  })

  test('a button that asks first does nothing until it is confirmed, and gives the focus back', async () => {
    const page = await start()
    const danger = page.getByRole('button', { name: 'Danger' })
    const dialog = page.getByRole('dialog', { name: 'Stop this watch?' })

    await danger.click()
    await page.screenshot({ path: join(ARTEFACTS, 'blocks-confirm.png') })
    expect(await dialog.textContent()).toContain('Nobody will be told about alice.')
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await danger.click()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await open.told()).toEqual([])
    expect(await focused()).toBe('Danger')
    await danger.click()
    await dialog.getByRole('button', { name: 'Stop it' }).click()

    expect(await actions()).toEqual([{ block_id: 'buttons', action_id: 'Danger', type: 'button', value: 'v:Danger' }])
  })

  test('a menu is chosen from by mouse or by keyboard, and finds what is typed', async () => {
    const page = await start()
    const period = part('actions').getByRole('combobox', { name: 'Period' })

    await period.click()
    await page.getByRole('option', { name: '7d' }).click()
    await period.press('ArrowDown')
    await period.pressSequentially('24')
    await page.getByRole('option', { name: '1h', exact: true }).waitFor({ state: 'detached' })
    await period.press('Enter')
    await period.press('ArrowDown')
    await page.getByRole('listbox').waitFor()
    await period.press('Escape')

    await page.getByRole('listbox').waitFor({ state: 'detached' })
    expect(await period.inputValue()).toBe('24h')
    expect(await actions()).toMatchObject([
      { block_id: 'menus', action_id: 'static', type: 'static_select', selected_option: { value: '7d' } },
      { selected_option: option('24h') },
    ])
  })

  test('a menu of many keeps what it has, and drops it again', async () => {
    const page = await start()
    const regions = part('actions').getByRole('combobox', { name: 'Regions' })

    await regions.click()
    await page.getByRole('option', { name: 'us-west-2' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Remove us-east-1' }).click()
    await regions.press('Backspace')

    expect(await actions()).toMatchObject([
      { action_id: 'multi', selected_options: [option('us-east-1'), option('us-west-2')] },
      { selected_options: [option('us-west-2')] },
      { selected_options: [] },
    ])
  })

  test('a menu that asks the app does so once enough is typed', async () => {
    const page = await start()
    const identity = part('actions').getByRole('combobox', { name: 'Identity' })

    await identity.click()
    await page.getByText('Keep typing…').waitFor()
    await identity.pressSequentially('ali')
    await page.getByRole('option', { name: 'alice@example.com' }).click()

    expect(await actions()).toEqual([
      {
        block_id: 'menus',
        action_id: 'external',
        type: 'external_select',
        selected_option: { ...option('alice@example.com'), value: 'id:alice@example.com' },
      },
    ])
  })

  test('people and channels are chosen by name and told by id', async () => {
    const page = await start()

    await part('actions').getByRole('combobox', { name: 'Select a person' }).click()
    await page.getByRole('option', { name: 'bob' }).click()
    await part('actions').getByRole('combobox', { name: 'Select a channel' }).click()
    await page.getByRole('option', { name: '#general' }).click()

    expect(await actions()).toEqual([
      { block_id: 'menus', action_id: 'users', type: 'users_select', selected_user: 'U00BOB' },
      { block_id: 'menus', action_id: 'channels', type: 'channels_select', selected_channel: 'C00GENERAL' },
    ])
  })

  test('the menu behind three dots works by arrows, and Escape gives the focus back', async () => {
    const page = await start()
    const dots = part('text').getByRole('button', { name: 'More actions' })

    await dots.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('menuitem', { name: 'Copy' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('menu').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('More actions')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Copy' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')

    expect(await actions()).toEqual([
      { block_id: 'accessory', action_id: 'more', type: 'overflow', selected_option: option('Mute') },
    ])
  })

  test('days and times are chosen from a calendar and a list, in the reader’s zone', async () => {
    const page = await start()
    const menus = part('actions')

    await menus.getByRole('button', { name: 'Nov 23, 2026' }).first().click()
    await page.getByRole('dialog', { name: 'Choose a date' }).waitFor()
    await page.screenshot({ path: join(ARTEFACTS, 'blocks-calendar.png') })
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Enter')
    await menus.getByRole('combobox', { name: 'Time', exact: true }).click()
    await page.keyboard.type('14:37')
    await page.getByRole('option', { name: '14:37' }).click()
    await menus.getByRole('combobox', { name: 'Select a time' }).click()
    await page.keyboard.type('09:00')
    await page.getByRole('option', { name: '09:00' }).click()

    expect(await actions()).toEqual([
      { block_id: 'menus', action_id: 'date', type: 'datepicker', selected_date: '2026-12-17' },
      { block_id: 'menus', action_id: 'time', type: 'timepicker', selected_time: '14:37' },
      {
        block_id: 'menus',
        action_id: 'datetime',
        type: 'datetimepicker',
        selected_date_time: Date.parse('2026-11-23T09:00:00+01:00') / 1000,
      },
    ])
  })

  test('a table is paged and sorted by the reader, and the app hears nothing of it', async () => {
    const page = await start()
    const table = page.getByRole('table', { name: 'Events, newest first' })
    const column = async (index: number) => table.locator(`tbody tr > :nth-child(${index})`).allTextContents()

    expect(await column(3)).toEqual(['0', '7', '2', '9', '4'])
    await page.getByRole('button', { name: 'Next page' }).click()
    await page.getByText('6–10 of 12').waitFor()
    expect((await column(1))[0]).toBe('14:54:11')
    await table.getByRole('button', { name: 'Count', exact: true }).click()
    await page.getByText('1–5 of 12').waitFor()
    expect(await column(3)).toEqual(['0', '1', '2', '3', '4'])
    await table.getByRole('button', { name: 'Count', exact: true }).click()
    expect(await column(3)).toEqual(['11', '10', '9', '8', '7'])
    expect(await table.getByRole('columnheader', { name: 'Count', exact: true }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    expect(await table.getByRole('rowheader').count()).toBe(5)
    await table.getByRole('button', { name: 'Count', exact: true }).click()

    expect(await column(3)).toEqual(['0', '7', '2', '9', '4'])
    expect(await open.told()).toEqual([])
  })

  test('a form keeps what is put in, tells it by block and action, and dispatches only where the block asks for it', async () => {
    const page = await start()
    const form = part('form')

    await form.getByRole('textbox', { name: 'Text' }).fill('new')
    await form.getByRole('textbox', { name: 'Rich' }).fill('rich')
    await form.getByRole('combobox', { name: 'Many' }).click()
    await page.getByRole('option', { name: 'deploy' }).click()
    await page.keyboard.press('Escape')
    await form.getByRole('combobox', { name: 'Menu' }).click()
    await page.getByRole('option', { name: 'Two' }).click()
    await part('home').getByRole('textbox', { name: 'Look up' }).fill('alice')
    await page.keyboard.press('Enter')

    expect(await actions()).toEqual([
      { block_id: 'menu', action_id: 'menu-input', type: 'static_select', selected_option: option('Two') },
      { block_id: 'find', action_id: 'find-input', type: 'plain_text_input', value: 'alice' },
    ])
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text: 'rich' }] }
    expect((await values()).slice(0, 3)).toEqual([
      ['text', 'text-input', 'new'],
      ['rich', 'rich-input', { type: 'rich_text', elements: [section] }],
      ['many', 'many-input', [{ ...option('deploy'), value: 'id:deploy' }]],
    ])
  })

  test('what is wrong with an input is told beside it and to a screen reader', async () => {
    await start()

    const identity = part('form').getByRole('combobox', { name: 'Identity' })
    const note = await identity.getAttribute('aria-describedby')
    const said = await open.page.locator(`[id="${note}"]`).textContent()

    expect(await identity.getAttribute('aria-invalid')).toBe('true')
    expect(said).toBe('No identity of this name was seen.A user, role, key or ARN')
  })

  test('hostile text stays text', async () => {
    const page = await start()
    const hostile = part('hostile')

    const said = await hostile.innerText()

    for (const text of [
      '<script>document.title = "owned"</script> <!channel> <@U00BOB> *not bold* 10:20:30',
      'arn:aws:iam::111122223333:role/x:key:eyes:',
      '<javascript:alert(1)|click me> <script> 10:20:30 and 2026-11-23T10:20:30Z',
      ':aws: :unknown: a:eyes:b',
      '<img src=x onerror=alert(1)> <!channel> :eyes: *x*',
      '<script>x</script>',
      'gnp.exe :eyes: 10:20:30',
      '[bad](javascript:alert(1)) arn:aws:s3:::b',
    ])
      expect(said).toContain(text)
    expect(await hostile.locator('script, img, a, iframe').count()).toBe(0)
    expect(await page.title()).toBe('Every block and element')
  })

  test('a chart says what it shows, and its numbers can be read as a table', async () => {
    const page = await start()

    const chart = page.getByRole('img', {
      name: /^bar chart: Activity per 2 hours, bar\. 12 categories\. all events highest at/,
    })
    await chart.waitFor()
    const figure = part('charts').locator('figure').first()
    await figure.getByText('View as table').click()

    expect(await figure.getByRole('rowheader').count()).toBe(12)
    expect(await figure.locator('rect').count()).toBe(36)
  })

  test('a container is folded and unfolded, also for a screen reader', async () => {
    const page = await start()

    await page.getByRole('button', { name: 'Collapse Details' }).click()
    await page.getByRole('button', { name: 'Within' }).waitFor({ state: 'hidden' })
    expect(await page.getByRole('button', { name: 'Expand Details' }).getAttribute('aria-expanded')).toBe('false')
    await page.getByRole('button', { name: 'Expand Details' }).click()

    await page.getByRole('button', { name: 'Within' }).waitFor()
  })

  test('a file is opened and downloaded', async () => {
    const page = await start()

    await page.getByRole('button', { name: /^All 1,204 events/ }).click()
    await page.getByRole('button', { name: 'Download All 1,204 events' }).click()

    expect((await open.told()).map(({ kind }) => kind)).toEqual(['open', 'download'])
  })

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    test.each([1280, 390])('at %i pixels nothing sticks out, and axe finds nothing serious', async (width) => {
      const page = await start({ theme, width })
      for (const name of ['text', 'rich text', 'actions', 'tables', 'charts', 'containers', 'form'])
        await part(name).screenshot({ path: join(ARTEFACTS, `blocks-${name.replace(' ', '-')}-${theme}-${width}.png`) })
      await part('actions').getByRole('combobox', { name: 'Period' }).click()
      await page.getByRole('listbox').waitFor()
      await page.screenshot({ path: join(ARTEFACTS, `blocks-menu-${theme}-${width}.png`) })

      if (await page.evaluate<boolean>('!("axe" in window)')) await page.addScriptTag({ path: AXE })
      const found = await page.evaluate<
        readonly string[]
      >(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 160))))`)

      expect(found).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width)
    })
  })

  async function focused(): Promise<string> {
    return open.page.evaluate<string>('document.activeElement.textContent')
  }
})

function option(label: string) {
  return { text: { type: 'plain_text', text: label }, value: label.toLowerCase() }
}

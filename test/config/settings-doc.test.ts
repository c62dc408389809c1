import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingsPage } from '../../scripts/settings-page.ts'
import { listSettings } from '../../src/config/list-settings.ts'
import { readSettings } from '../../src/config/read-settings.ts'

const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')
const sections = new Map(page.split(/^##+ /m).map((section) => [section.slice(0, section.indexOf('\n')), section]))

test('the page is current: `npm run docs:settings` writes it anew, and keeps its prose', () => {
  expect(settingsPage(page)).toBe(page)
})

test.each(listSettings().map((setting) => [setting.path, setting] as const))(
  '%s has its heading, help, default and example',
  (path, setting) => {
    const section = sections.get(`\`${path}\``)

    expect(section).toContain(setting.help)
    expect(section).toContain(`${path.split('.').at(-1)}: ${setting.example}`)
    const { fallback } = setting
    const said = typeof fallback === 'string' ? fallback : JSON.stringify(fallback)
    expect(section?.includes('Default:')).toBe(fallback !== undefined)
    expect(section).toContain(fallback === undefined ? '' : `Default: \`${said}\``)
  },
)

test('the page has no heading for a setting that does not exist', () => {
  const environment = [
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_CLIENT_SECRET',
    'WHODID_INSTALLATION_KEY',
    'WHODID_CONFIG',
  ]
  const known = new Set([...environment, ...listSettings().map(({ path }) => path)].map((name) => `\`${name}\``))

  expect([...sections.keys()].filter((heading) => heading.startsWith('`') && !known.has(heading))).toEqual([])
})

test('prose that was written after the help is moved below the example, and never lost', () => {
  const setting = { path: 'a', help: 'How many.', example: '1', fallback: 2 }
  const before = '## The file\n\n### `a`\n\nHow many. Default: `2`. Fewer is\nslower.\n\n```yaml\na: 1\n```\n'

  expect(settingsPage(before, [setting])).toBe(
    '## The file\n\n### `a`\n\nHow many. Default: `2`.\n\n```yaml\na: 1\n```\n\nFewer is slower.\n\n',
  )
})

test('a page is written anew: what is new comes in, what is gone goes, and prose below an example stays', () => {
  const setting = { path: 'a.b', help: 'New help.', example: '1', fallback: 2 }
  const before =
    '# Top\n\n## The file\n\n### `a.b`\n\nOld help. Default: `1`.\n\n```yaml\nb: 0\n```\n\nProse.\n\n```sh\nx\n```\n\n### `gone`\n\nOld.\n\n```yaml\ngone: 1\n```\n\n## End\n'
  const after = settingsPage(before, [setting, { path: 'c', help: 'Help.', example: 'x', fallback: undefined }])

  expect(after).toBe(
    '# Top\n\n## The file\n\n### `a.b`\n\nNew help. Default: `2`.\n\n```yaml\nb: 1\n```\n\nProse.\n\n```sh\nx\n```\n\n### `c`\n\nHelp.\n\n```yaml\nc: x\n```\n\n## End\n',
  )
})

test('the whole file on the page can be read', () => {
  const example = /```yaml\n(slack:[^`]+)```/.exec(page)?.[1] ?? ''

  expect(readSettings(example, 'whodid.yml').accounts).toHaveLength(2)
})

const MAY = ['accounts', 'identities', 'detail', 'watches', 'exports', 'dollars']

test("every setting's own example can be read", () => {
  const example = Object.fromEntries(listSettings().map(({ path, example }) => [path, example]))
  const at = (path: string) => `${path.split('.').at(-1)}: ${example[path]}`
  const group = (name: string) =>
    Object.keys(example)
      .filter((path) => path.startsWith(`${name}.`) && !isList(path))
      .map((path) => `  ${at(path)}`)
  const isList = (path: string) =>
    path.includes('[]') || Object.keys(example).some((one) => one.startsWith(`${path}[]`))
  const list = (name: string, before = '  ') =>
    Object.keys(example)
      .filter((path) => path.startsWith(`${name}[].`))
      .map((path, n) => `${before}${n === 0 ? '-' : ' '} ${at(path).replace(/^.*\]\./, '')}`)
  const text = [
    'slack:',
    ...['mode', 'port', 'host', 'apiUrl'].map((name) => `  ${at(`slack.${name}`)}`),
    '  oauth:',
    ...group('slack.oauth').map((line) => `  ${line}`),
    'limits:',
    ...group('limits'),
    'accounts:',
    ...list('accounts'),
    'logFiles:',
    ...list('logFiles'),
    'aws:',
    ...group('aws'),
    '  logGroups:',
    ...list('aws.logGroups', '    '),
    '  athenaTables:',
    ...list('aws.athenaTables', '    '),
    'policy:',
    ...list('policy').filter((line) => !MAY.some((key) => line.includes(`  ${key}: `))),
    '    may:',
    ...MAY.map((key) => `      ${at(`policy[].may.${key}`)}`),
    'watches:',
    ...group('watches').filter((line) => !/^ {2}(queue|region):/.test(line)),
    '  pushed:',
    ...group('watches.pushed').map((line) => `  ${line}`),
    '    buckets:',
    ...list('watches.pushed.buckets', '      '),
    'redaction:',
    ...group('redaction'),
    'store:',
    ...group('store').filter((line) => !line.startsWith('  file:')),
    at('defaultWindow'),
    at('logLevel'),
  ].join('\n')

  const settings = readSettings(text, 'whodid.yml')
  expect(settings.slack).toMatchObject({ mode: 'socket', host: '0.0.0.0' })
  expect(settings.redaction).toEqual({ fields: ['*Pin', 'customerNumber'], beginnings: ['acme_live_'] })
  expect(settings.store).toMatchObject({ table: 'whodid', region: 'us-east-1' })
  expect(readSettings(`${at('logFiles')}\nstore:\n  ${at('store.file')}`, 'f').store).toEqual({ file: './whodid.db' })
  expect(settings.aws?.athenaTables).toMatchObject([{ workgroup: 'whodid', reuseMinutes: 60 }])
  expect(readSettings(`${at('logFiles')}\n${at('accounts')}`, 'whodid.yml').logFiles).toHaveLength(1)
})

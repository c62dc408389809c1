import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listSettings } from '../../src/config/list-settings.ts'
import { readSettings } from '../../src/config/read-settings.ts'

const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')
const sections = new Map(page.split(/^##+ /m).map((section) => [section.slice(0, section.indexOf('\n')), section]))

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
  const environment = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'WHODID_CONFIG']
  const known = new Set([...environment, ...listSettings().map(({ path }) => path)].map((name) => `\`${name}\``))

  expect([...sections.keys()].filter((heading) => heading.startsWith('`') && !known.has(heading))).toEqual([])
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
    ...group('slack'),
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

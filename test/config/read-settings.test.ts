import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { SettingsError, readSettings } from '../../src/config/read-settings.ts'

const LEAST = 'logFiles:\n  - { name: trail, path: ./logs }\n'

describe('settings', () => {
  test('the least of them gets sensible values for the rest', () => {
    expect(readSettings(LEAST, 'whodid.yml')).toEqual({
      health: { host: '127.0.0.1' },
      telemetry: {},
      slack: { mode: 'socket', port: 3000, host: '127.0.0.1' },
      accounts: [],
      policy: [],
      audit: {},
      redaction: { fields: [], beginnings: [] },
      watches: expect.any(Object),
      logFiles: [{ name: 'trail', path: './logs' }],
      store: {},
      defaultWindow: '24h',
      logLevel: 'info',
      answers: { firstTimeDays: 30, throughSessions: true },
      limits: {
        questionsAtOnce: 4,
        questionsAtOnceEach: 2,
        questionsWaiting: 500,
        questionsWaitingEach: 60,
        dollarsUnasked: 1,
        questionsAnHourEach: 300,
        questionsAnHourChannel: 600,
        questionsAnHour: 3000,
        dollarsADayEach: 100,
        dollarsADayChannel: 200,
        dollarsADay: 500,
        slackWaitSeconds: 60,
        stopSeconds: 20,
      },
    })
  })

  test.each([
    ['"012345678901"', '012345678901'],
    ['012345678901', '012345678901'],
    ['111122223333', '111122223333'],
    ["'000000000001'", '000000000001'],
    ['000000000001', '000000000001'],
    ['100000000000', '100000000000'],
  ])('account id %s keeps its digits', (written, id) => {
    expect(readSettings(`${LEAST}accounts:\n  - { id: ${written}, alias: prod }\n`, 'f').accounts).toEqual([
      { id, alias: 'prod' },
    ])
  })

  test.each<[string, string]>([
    ['slack:\n  mode: sockets\n', 'whodid.yml line 2: slack.mode: socket or http is expected. Example: mode: socket'],
    ['slack: { port: 99999 }\n', 'whodid.yml line 1: slack.port: at most 65535. Example: port: 3000'],
    ['slack: { port: "3000" }\n', 'whodid.yml line 1: slack.port: a whole number is expected. Example: port: 3000'],
    ['slak: {}\n', 'whodid.yml line 1: slak: there is no such setting'],
    ['slack:\n  mode: http\n  prot: 1\n', 'whodid.yml line 3: slack.prot: there is no such setting'],
    [
      'slack:\n  botToken: secret-value\n',
      'whodid.yml line 2: slack.botToken: there is no such setting; secrets come from the environment',
    ],
    [
      'defaultWindow: 1M\n',
      'whodid.yml line 1: defaultWindow: a number and m, h, d or w is expected. Example: defaultWindow: 24h',
    ],
    [
      'accounts:\n  - id: 12345\n    alias: x\n',
      'whodid.yml line 2: accounts.0.id: twelve digits in quotes are expected: without quotes YAML takes them for a number. Example: id: "111122223333"',
    ],
    ['accounts: [{ id: 0x19DF5FD05, alias: x }]\n', 'twelve digits in quotes are expected'],
    ['accounts: [{ id: 1.11122223333e11, alias: x }]\n', 'twelve digits in quotes are expected'],
    [
      'accounts:\n  - { id: "111122223333", alias: a }\n  - { id: "111122223333", alias: b }\n',
      'line 3: accounts.1.id: is in the list twice',
    ],
    ['slack: { apiUrl: "http://slack.example/api/" }\n', 'slack.apiUrl: an address with https:// is expected'],
    ['slack: { apiUrl: "https://name:word@slack.example/" }\n', 'slack.apiUrl: an address with https:// is expected'],
    ['slack: 5\n', 'whodid.yml line 1: slack: '],
    [
      'store: { file: a.db, table: whodid, region: us-east-1 }\n',
      'store.file: a file or a table is expected, not both',
    ],
    ['store:\n  table: whodid\n', 'store.region: the Region of the table is expected. Example: region: us-east-1'],
    ['store:\n  file: a.db\n  region: us-east-1\n', 'line 3: store.region: is for a table, and there is none'],
    ['store: { table: "a b", region: us-east-1 }\n', 'store.table: 3 to 255 letters, digits and _ . - are expected'],
    [
      'store: { table: whodid, region: us-east-1, endpoint: "http://db.example" }\n',
      'store.endpoint: an address of this machine is expected',
    ],
  ])('%j is refused: %s', (more, said) => {
    expect(problems(`${more}${LEAST}`).join('\n')).toContain(said)
  })

  test('everything that is wrong is said at once', () => {
    expect(problems('slack: { mode: x, port: -1 }\nlogFiles: []\nother: 1\n')).toHaveLength(4)
  })

  test.each(['', '# nothing\n', 'slack: {}\n'])('a file without places to look in (%j) is refused', (text) => {
    expect(problems(text).join('\n')).toContain('logFiles')
  })

  test.each([
    ['slack: { mode: socket\n', 'line'],
    ['logLevel: info\nlogLevel: debug\n', 'whodid.yml line 2'],
    ['- a\n- b\n', 'the file'],
    ['just text\n', 'the file'],
  ])('%j is refused with its line', (text, said) => {
    expect(problems(text).join('\n')).toContain(said)
  })

  test('a token in the file is refused, and not repeated', () => {
    const said = problems(`${LEAST}# xoxb-111-CANARY\n`).join('\n')

    expect(said).toContain('comes from the environment')
    expect(said).not.toContain('CANARY')
  })
})

describe('loading', () => {
  const socket = { SLACK_BOT_TOKEN: ' xoxb-1-fake\n', SLACK_APP_TOKEN: 'xapp-1-fake' }

  test('secrets come from the environment, trimmed; paths start at the file', () => {
    const { folder, file } = write(LEAST)

    const config = loadConfig({ ...socket, WHODID_CONFIG: file })

    expect(config.secrets).toEqual({ botToken: 'xoxb-1-fake', appToken: 'xapp-1-fake', signingSecret: undefined })
    expect(config.logFiles).toEqual([{ name: 'trail', path: join(folder, 'logs') }])
  })

  test.each([
    ['', (folder: string) => ({ file: join(folder, 'whodid.db') })],
    ['store: { file: ./kept/a.db }\n', (folder: string) => ({ file: join(folder, 'kept/a.db') })],
    ['store: { file: /var/lib/whodid.db }\n', () => ({ file: '/var/lib/whodid.db' })],
    ['store: { table: whodid, region: us-east-1 }\n', () => ({ table: 'whodid', region: 'us-east-1' })],
  ])('with %j there is one place to keep things', (said, expected) => {
    const { folder, file } = write(`${LEAST}${said}`)

    expect(loadConfig({ ...socket, WHODID_CONFIG: file }).store).toEqual(expected(folder))
  })

  test.each([
    ['socket', {}, ['SLACK_BOT_TOKEN is not set', 'SLACK_APP_TOKEN is not set']],
    ['socket', { ...socket, SLACK_APP_TOKEN: 'xoxb-CANARY' }, ['SLACK_APP_TOKEN does not look right']],
    [
      'http',
      { SLACK_BOT_TOKEN: 'xoxp-CANARY' },
      ['SLACK_BOT_TOKEN does not look right', 'SLACK_SIGNING_SECRET is not set'],
    ],
  ])('in %s mode %j is refused, and no value is repeated', (mode, environment, said) => {
    const { file } = write(`${LEAST}slack: { mode: ${mode} }\n`)

    const error = refusal(() => loadConfig({ ...environment, WHODID_CONFIG: file }))

    expect(error.problems.map((problem) => problem.split(':')[0])).toEqual(said)
    expect(error.message).not.toContain('CANARY')
  })

  test('a file that is not there is named, and what to do', () => {
    expect(refusal(() => loadConfig({ ...socket, WHODID_CONFIG: 'nowhere.yml' })).message).toContain(
      'nowhere.yml: cannot be read (ENOENT)',
    )
  })
})

function problems(text: string): readonly string[] {
  return refusal(() => readSettings(text, 'whodid.yml')).problems
}

function refusal(work: () => unknown): SettingsError {
  try {
    work()
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
  throw new Error('it was not refused')
}

function write(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-'))
  const file = join(folder, 'whodid.yml')
  writeFileSync(file, text)
  return { folder, file }
}

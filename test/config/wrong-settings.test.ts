import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from '../../src/config/read-settings.ts'

const PLACE = 'logFiles: [{ name: a, path: ./b }]\n'

/** Files as people write them by mistake, and what they are told: the line, what is expected, and an example. */
const WRONG: readonly (readonly [text: string, said: string])[] = [
  [`slack:\n\tmode: socket\n${PLACE}`, 'whodid.yml line 2: Tabs are not allowed as indentation'],
  [`${PLACE}${PLACE}`, 'whodid.yml line 2: Map keys must be unique'],
  ['- a\n- b\n', 'whodid.yml: the file: settings are expected, one a line. Example: logLevel: info'],
  ['hello', 'whodid.yml: the file: settings are expected, one a line. Example: logLevel: info'],
  [`${PLACE}---\n${PLACE}`, 'whodid.yml line 2: one document is expected, and a line of --- begins another'],
  [`${PLACE}accounts: *nobody\n`, 'whodid.yml: Unresolved alias (the anchor must be set before the alias): nobody'],
  [
    `slack:\n  # mode: socket\n${PLACE}`,
    'whodid.yml line 1: slack: settings are expected below it; without any, leave it out',
  ],
  [`slack: [socket]\n${PLACE}`, 'whodid.yml line 1: slack: settings are expected below it'],
  [
    `${PLACE}policy: [~]\n`,
    'whodid.yml line 2: policy.0: settings are expected below it; without any, leave it out. Example: policy: [{ name: all, everyone: true }]',
  ],
  [
    `${PLACE}policy:\n  name: a\n  everyone: true\n`,
    'whodid.yml line 2: policy: a list of rules is expected. Example: policy: [{ name: all, everyone: true }]',
  ],
  [
    `${PLACE}policy: [{ name: a, everyone: yes }]\n`,
    'whodid.yml line 2: policy.0.everyone: true or false is expected. Example: everyone: true',
  ],
  [
    `${PLACE}policy:\n  - name: a\n    people: ["@alice"]\n`,
    'whodid.yml line 4: policy.0.people.0: the id of a person is expected; Slack shows it in the details. Example: people: [U0123456789]',
  ],
  [
    `${PLACE}policy: [{ name: a, people: U0123456789 }]\n`,
    'whodid.yml line 2: policy.0.people: a list is expected. Example: people: [U0123456789]',
  ],
  [
    `${PLACE}policy: [{ name: a, everyone: true, may: { detial: counts } }]\n`,
    'whodid.yml line 2: policy.0.may.detial: there is no such setting; is it detail?',
  ],
  ['logfiles: [{ name: a, path: b }]\n', 'whodid.yml line 1: logfiles: there is no such setting; is it logFiles?'],
  [`${PLACE}polici: []\n`, 'whodid.yml line 2: polici: there is no such setting; is it policy?'],
  [
    `${PLACE}accounts: [{ id: "111122223333", alais: a }]\n`,
    'accounts.0.alais: there is no such setting; is it alias?',
  ],
  [
    `${PLACE}slack: { signingSecret: 0123456789abcdef }\n`,
    'whodid.yml line 2: slack.signingSecret: there is no such setting; secrets come from the environment',
  ],
  [`${PLACE}limits: { dollarsADay: .nan }\n`, 'an amount in dollars is expected. Example: dollarsADay: 500'],
  [`${PLACE}limits: { questionsAnHour: 1.5 }\n`, 'a whole number is expected. Example: questionsAnHour: 3000'],
  [
    'aws: { regions: us-east-1 }\n',
    'aws.regions: a list of Regions is expected. Example: regions: [us-east-1, eu-west-1]',
  ],
  [
    'aws: { regions: [us-east1] }\n',
    'a Region such as us-east-1 is expected. Example: regions: [us-east-1, eu-west-1]',
  ],
  ['aws:\n', 'aws: settings are expected below it; without any, leave it out'],
  [`${PLACE}defaultWindow: 24 hours\n`, 'a number and m, h, d or w is expected. Example: defaultWindow: 24h'],
  [`__proto__: { a: 1 }\n${PLACE}`, 'whodid.yml line 1: __proto__: there is no such setting'],
]

describe('a settings file that is wrong', () => {
  it.each(WRONG)('%j: %s', (text, said) => {
    expect(problems(text).join('\n')).toContain(said)
  })

  it.each([
    ['aliases of aliases of aliases', bomb()],
    ['brackets without end', '['.repeat(3_000)],
    ['a thousand settings that there are not', Array.from({ length: 1_000 }, (_, n) => `s${n}: 1`).join('\n')],
    ['no text', '\u0000\u0001\u0002'],
  ])('with %s is told in a few lines', (_, text) => {
    expect(problems(text).length).toBeLessThanOrEqual(21)
  })

  it('never ends in an error of another kind, whatever is broken in it', () => {
    const good =
      'slack: { mode: socket }\naccounts:\n  - { id: "111122223333", alias: a }\npolicy:\n  - name: b\n    everyone: true\n'
    for (let at = 0; at < good.length; at += 1) {
      for (const put of ['', '\t', '*', '[', '"', ':', '!x ', '&a ', '\n']) {
        expect(() => problems(`${good.slice(0, at)}${put}${good.slice(at + 1)}${PLACE}`)).not.toThrow()
      }
    }
  })
})

/** None where the file can be used. */
function problems(text: string): readonly string[] {
  try {
    readSettings(text, 'whodid.yml')
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

function bomb(): string {
  const [first, ...more] = ['a', 'b', 'c', 'd', 'e']
  const list = (of: string) => `[${Array.from({ length: 10 }, () => of).join(', ')}]`
  return [
    `${first}: &${first} ${list('x')}`,
    ...more.map((name, n) => `${name}: &${name} ${list(`*${'abcd'[n]}`)}`),
  ].join('\n')
}

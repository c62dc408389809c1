import { describe, expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'

const OAUTH = `slack:
  oauth:
    clientId: "1.2"
    publicUrl: https://whodid.example.com
    workspaces: [T0123456789]
`
const FILES = 'logFiles: [{ name: trail, path: ./logs }]\n'
const RULE = 'policy: [{ name: all, everyone: true }]\n'
const NAMED = 'policy: [{ name: all, everyone: true, workspaces: [T0123456789, E0123456789] }]\n'
const AUDIT = 'audit: { channel: C0123456789 }\n'

describe('with several workspaces', () => {
  test('every rule has to say where it holds, so that one that is newly installed sees nothing', () => {
    expect(() => readSettings(FILES + OAUTH + RULE, 'whodid.yml')).toThrow(
      /line 7: policy\.0\.workspaces: with slack\.oauth, the workspaces that the rule holds in are expected\. Example: workspaces: \[T0123456789\]/,
    )
    expect(readSettings(FILES + OAUTH + NAMED, 'whodid.yml').policy).toMatchObject([
      { workspaces: ['T0123456789', 'E0123456789'] },
    ])
  })

  test('a rule of a workspace that may not install the bot is a mistake, unless it may be one of an organization', () => {
    const typo = NAMED.replace('T0123456789, E', 'T0123456788, E')
    expect(() => readSettings(FILES + OAUTH + typo, 'whodid.yml')).toThrow(
      /line 7: policy\.0\.workspaces\.0: one of slack\.oauth\.workspaces is expected: no other has the bot/,
    )
    const organization = OAUTH.replace('[T0123456789]', '[T0123456789, E0123456789]')
    expect(readSettings(FILES + organization + typo, 'whodid.yml').policy).toHaveLength(1)
  })

  test('a channel of the audit has to say whose it is', () => {
    expect(() => readSettings(FILES + OAUTH + NAMED + AUDIT, 'whodid.yml')).toThrow(
      /line 8: audit\.workspace: with slack\.oauth, the workspace of audit\.channel is expected/,
    )
    const said = AUDIT.replace(' }', ', workspace: T0123456789 }')
    expect(readSettings(FILES + OAUTH + NAMED + said, 'whodid.yml').audit.workspace).toBe('T0123456789')
  })
})

describe('with one token', () => {
  test('nothing may name a workspace: there is no other', () => {
    expect(() => readSettings(FILES + NAMED, 'whodid.yml')).toThrow(/policy\.0\.workspaces: is for slack\.oauth/)
    const said = AUDIT.replace(' }', ', workspace: T0123456789 }')
    expect(() => readSettings(FILES + RULE + said, 'whodid.yml')).toThrow(/audit\.workspace: is for slack\.oauth/)
    expect(readSettings(FILES + RULE + AUDIT, 'whodid.yml').policy).toHaveLength(1)
  })
})

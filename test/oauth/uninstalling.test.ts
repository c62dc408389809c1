import { describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import type { AuditRecord } from '../../src/job/audit.ts'
import { openInstallations } from '../../src/oauth/open-installations.ts'
import { readUninstalled } from '../../src/oauth/read-uninstalled.ts'
import { makeUninstalling } from '../../src/oauth/uninstalling.ts'
import { makeWorld, put } from './fake-renewing.ts'

const HERE = { enterprise: undefined, team: 'T00HERE' } as const
const BEGUN = 1_800_000_000_000

async function installed(...more: Parameters<typeof put>[1][]) {
  const world = makeWorld(BEGUN)
  const { kept, slack, clock, log, rows } = world
  for (const each of more.length === 0 ? [{}] : more) await put(kept, each)
  const installations = openInstallations({ kept, slack, clock, log, allowed: ['T00HERE', 'E00ORG'] })
  const audited: AuditRecord[] = []
  const audit = { write: async (record: AuditRecord) => void audited.push(record) }
  const uninstalling = makeUninstalling({ installations, kept, slack, audit, clock, log })
  const remember = async (...teams: string[]) => {
    for (const team of teams) await rows.put([team, 'watches'], { key: 'w', text: team })
  }
  return { ...world, installations, audited, uninstalling, remember }
}

const event = (type: string, more: object = {}, envelope: object = {}) => ({
  type: 'event_callback',
  team_id: 'T00HERE',
  enterprise_id: null,
  event_id: 'Ev1',
  event_time: BEGUN / 1_000 + 60,
  event: { type, ...more },
  ...envelope,
})
const UNINSTALLED = event('app_uninstalled')
const REVOKED = event('tokens_revoked', { tokens: { oauth: [], bot: ['U00BOT'] } })

describe('thrown out of a workspace', () => {
  test.each([
    ['app_uninstalled', [UNINSTALLED]],
    ['tokens_revoked', [REVOKED]],
    ['both', [UNINSTALLED, REVOKED]],
    ['both, the other way round', [REVOKED, UNINSTALLED]],
    ['one of them twice', [UNINSTALLED, UNINSTALLED]],
  ])('%s: the installation and all its rows are removed, and no other’s', async (_, events) => {
    const { slack, uninstalling, installations, kept, rows, remember, audited } = await installed()
    await remember('T00HERE', 'T00OTHER', 'E00ORG.T00HERE')
    slack.looks.set('xoxb-first', 'dead')

    for (const each of events) expect(await uninstalling(each)).toBe(true)

    expect(await installations.of(HERE)).toBeUndefined()
    expect(await kept.teams()).toEqual(['T00OTHER', 'E00ORG.T00HERE'])
    expect((await rows.teams()).includes('*')).toBe(false)
    expect(audited).toContainEqual(
      expect.objectContaining({ deed: 'uninstall', team: 'T00HERE', outcome: 'removed', key: 'event:Ev1' }),
    )
  })

  test('the news of an old end after a new beginning: the new installation and its rows stay', async () => {
    const { uninstalling, installations, kept, remember, slack, audited } = await installed()
    await put(kept, { token: 'xoxb-anew', installedAt: instant(BEGUN + 120_000) })
    await remember('T00HERE')
    slack.looks.set('xoxb-first', 'dead')

    for (const each of [UNINSTALLED, REVOKED]) expect(await uninstalling(each)).toBe(true)

    expect((await installations.of(HERE))?.token).toBe('xoxb-anew')
    expect(await kept.teams()).toEqual(['T00HERE'])
    expect(audited).toEqual([])
  })

  test('whatever the clocks say, a token that still works stays, and one that was revoked goes', async () => {
    const stays = await installed({ installedAt: instant(BEGUN) })
    await stays.uninstalling(UNINSTALLED)
    const goes = await installed({ installedAt: instant(BEGUN + 3_600_000) })
    goes.slack.looks.set('xoxb-first', 'dead')
    await goes.uninstalling(UNINSTALLED)

    expect(await stays.installations.of(HERE)).toBeDefined()
    expect(await goes.installations.of(HERE)).toBeUndefined()
  })

  test('a token that Slack still takes for a moment is tried again', async () => {
    const { uninstalling, installations, slack, clock } = await installed()
    clock.sleep = async () => void slack.looks.set('xoxb-first', 'dead')

    await uninstalling(UNINSTALLED)

    expect(await installations.of(HERE)).toBeUndefined()
  })

  test.each([
    ['before it was installed', 61_000, true],
    ['in the same second', 60_500, false],
    ['after', 0, false],
  ])('where Slack cannot be asked, time decides: it ended %s', async (_, installedMs, stays) => {
    const { uninstalling, installations, slack } = await installed({ installedAt: instant(BEGUN + installedMs) })
    slack.looks.set('xoxb-first', 'unknown')

    await uninstalling(UNINSTALLED)

    expect((await installations.of(HERE)) !== undefined).toBe(stays)
  })

  test.each([
    ['tokens of people', event('tokens_revoked', { tokens: { oauth: ['U00ADA'] } }), false],
    ['the token of another bot', event('tokens_revoked', { tokens: { bot: ['U00ELSE'] } }), true],
  ])('%s were revoked: nothing is removed', async (_, body, isNews) => {
    const { uninstalling, installations, slack } = await installed()
    slack.looks.set('xoxb-first', 'dead')

    expect(await uninstalling(body)).toBe(isNews)
    expect(await installations.of(HERE)).toBeDefined()
  })

  test('a store that fails: rejected, so that Slack sends it again, and then it is done', async () => {
    const { uninstalling, kept, slack, remember } = await installed()
    await remember('T00HERE')
    slack.looks.set('xoxb-first', 'dead')
    const whole = { ...kept }
    Object.assign(kept, { clear: () => Promise.reject(new Error('locked')) })
    await expect(uninstalling(UNINSTALLED)).rejects.toThrow('locked')
    Object.assign(kept, whole)

    expect(await uninstalling(UNINSTALLED)).toBe(true)
    expect(await kept.teams()).toEqual([])
  })
})

describe('an organization', () => {
  const org = (type: string, more: object = {}) =>
    event(type, more, { team_id: null, enterprise_id: 'E00ORG', is_enterprise_install: true })
  const WHOLE = { enterprise: 'E00ORG', team: '', orgWide: true, token: 'xoxb-whole' }

  test('throws it out: all its workspaces’ rows go, but for those with an installation of their own', async () => {
    const { uninstalling, installations, slack, remember, kept } = await installed(WHOLE, {
      enterprise: 'E00ORG',
      team: 'T00OWN',
      token: 'xoxb-own',
    })
    await remember('E00ORG', 'E00ORG.T00A', 'E00ORG.T00OWN', 'E00ELSE.T00A', 'T00A')
    slack.looks.set('xoxb-whole', 'dead')

    expect(await uninstalling(org('app_uninstalled'))).toBe(true)

    expect(await installations.of({ enterprise: 'E00ORG', team: 'T00A' })).toBeUndefined()
    expect((await installations.of({ enterprise: 'E00ORG', team: 'T00OWN' }))?.token).toBe('xoxb-own')
    expect((await kept.teams()).toSorted()).toEqual(['E00ELSE.T00A', 'E00ORG.T00OWN', 'T00A'])
  })

  test('one workspace with an installation of its own throws that out: the organization’s goes on', async () => {
    const { uninstalling, installations, slack } = await installed(WHOLE, { enterprise: 'E00ORG' })
    slack.looks.set('xoxb-first', 'dead')

    await uninstalling(event('app_uninstalled', {}, { enterprise_id: 'E00ORG' }))

    expect((await installations.of({ enterprise: 'E00ORG', team: 'T00HERE' }))?.token).toBe('xoxb-whole')
  })

  test('told with the name of a workspace, it is the organization’s that ended, where that token is dead', async () => {
    const { uninstalling, installations, slack, kept } = await installed(WHOLE)
    const named = event('app_uninstalled', {}, { enterprise_id: 'E00ORG', team_id: 'T00ANY' })

    await uninstalling(named)
    expect(await installations.of({ enterprise: 'E00ORG', team: 'T00A' })).toBeDefined()
    slack.looks.set('xoxb-whole', 'dead')
    await uninstalling(named)
    expect(await kept.get(WHOLE)).toBeUndefined()
  })

  test('takes it out of some workspaces: their rows go, and it stays in the others', async () => {
    const { uninstalling, installations, remember, kept } = await installed(WHOLE)
    await remember('E00ORG.T00A', 'E00ORG.T00B', 'E00ORG.T00C')

    expect(await uninstalling(org('team_access_revoked', { team_ids: ['T00A', 'T00B'] }))).toBe(true)

    expect(await kept.teams()).toEqual(['E00ORG.T00C'])
    expect(await installations.of({ enterprise: 'E00ORG', team: 'T00C' })).toBeDefined()
  })

  test('taken out of a workspace that has installed the bot by itself: its own installation and its rows stay while its token works', async () => {
    const { uninstalling, installations, remember, kept, slack } = await installed({}, WHOLE)
    await remember('T00HERE')
    const left = org('team_access_revoked', { team_ids: ['T00HERE'] })

    expect(await uninstalling(left)).toBe(true)
    expect(await kept.teams()).toEqual(['T00HERE'])
    expect(await kept.get(HERE)).toBeDefined()

    slack.looks.set('xoxb-first', 'dead')
    expect(await uninstalling(left)).toBe(true)
    expect(await kept.teams()).toEqual([])
    expect(await installations.of(HERE)).toBeUndefined()
  })
})

test.each([
  ['a mention', event('app_mention')],
  ['no event', { type: 'block_actions' }],
  ['no workspace', event('app_uninstalled', {}, { team_id: null })],
  ['no time', event('app_uninstalled', {}, { event_time: undefined })],
  ['nothing', undefined],
])('%s is not such news', (_, body) => {
  expect(readUninstalled(body)).toBeUndefined()
})

import { describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { openInstallations } from '../../src/oauth/open-installations.ts'
import { HOUR, makeWorld, put } from './fake-renewing.ts'

const HERE = { enterprise: undefined, team: 'T00HERE' } as const

/** One that was installed eleven and a half hours ago: half an hour is left of its token. */
async function soonOver(left = HOUR / 2) {
  const world = makeWorld()
  const { kept, slack, clock, log } = world
  const until = instant(world.now() + left)
  await put(kept, { expiring: { refreshToken: 'xoxe-1', until } })
  const open = () => openInstallations({ kept, slack, clock, log, allowed: ['T00HERE'] })
  return { ...world, until, open, tokenOf: async () => (await open().of(HERE))?.token }
}

describe('a token that ends', () => {
  test('is left alone until an hour before, and then renewed, and kept', async () => {
    const { tokenOf, pass, renewed, kept } = await soonOver(HOUR + 60_000)

    expect(await tokenOf()).toBe('xoxb-first')
    expect(renewed).toEqual([])
    pass(60_000)
    expect(await tokenOf()).toBe('xoxb-renewed-1')
    expect(await tokenOf()).toBe('xoxb-renewed-1')
    expect(renewed).toEqual(['xoxe-1'])
    expect((await kept.get(HERE))?.installation.expiring?.refreshToken).toBe('xoxe-1+')
  })

  test('goes on being renewed, day after day', async () => {
    const { tokenOf, pass, renewed } = await soonOver()

    for (let half = 0; half < 20; half += 1) {
      expect(await tokenOf()).toBe(`xoxb-renewed-${half + 1}`)
      pass(11 * HOUR)
    }
    expect(renewed).toHaveLength(20)
  })

  test.each([
    ['still good', HOUR / 2],
    ['over', -1_000],
  ])(
    'of many instances at once, one has it renewed, and all speak with the new one (the old one is %s)',
    async (_, left) => {
      const { open, renewed, slack, clock } = await soonOver(left)
      slack.meanwhile = () => clock.sleep(300)

      const tokens = await Promise.all(Array.from({ length: 5 }, async () => (await open().of(HERE))?.token))

      expect(tokens).toEqual(Array.from({ length: 5 }, () => 'xoxb-renewed-1'))
      expect(renewed).toEqual(['xoxe-1'])
    },
  )

  test('whoever waits in vain for another speaks with the old one, as long as that is good', async () => {
    const { open, slack, renewed } = await soonOver()
    let free = () => {}
    slack.meanwhile = () => new Promise((resolve) => (free = () => resolve()))
    const first = open().of(HERE)

    expect((await open().of(HERE))?.token).toBe('xoxb-first')
    free()
    expect((await first)?.token).toBe('xoxb-renewed-1')
    expect(renewed).toHaveLength(1)
  })

  test('while another has it renewed in vain, this one waits once a minute, and not before each answer', async () => {
    const { open, slack, clock, renewed } = await soonOver()
    slack.says = { kind: 'away', error: new Error('no way') }
    const here = open()
    await open().of(HERE)
    const waited: number[] = []
    for (let n = 0; n < 3; n += 1) {
      const before = clock.now()
      expect((await here.of(HERE))?.token).toBe('xoxb-first')
      waited.push(clock.now() - before)
    }

    expect(waited).toEqual([1_000, 0, 0])
    expect(renewed).toHaveLength(1)
  })

  test('whoever is in a hurry leaves it to others, until the last minute', async () => {
    const { kept, slack, clock, log, pass, renewed } = await soonOver()
    const hurried = openInstallations({ kept, slack, clock, log, allowed: ['T00HERE'], isHurried: true })

    expect((await hurried.of(HERE))?.token).toBe('xoxb-first')
    expect(renewed).toEqual([])
    pass(HOUR / 2 - 60_000)
    expect((await hurried.of(HERE))?.token).toBe('xoxb-renewed-1')
  })

  test('Slack is away: the old one is used, that is logged, and a minute later it is tried again', async () => {
    const { tokenOf, slack, pass, renewed, log } = await soonOver()
    slack.says = { kind: 'away', error: new Error('no way') }

    expect(await tokenOf()).toBe('xoxb-first')
    expect(await tokenOf()).toBe('xoxb-first')
    expect(renewed).toHaveLength(1)
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'a token could not be renewed, trying again later' }),
    )
    // What Slack did with it cannot be known: had it been used up, the next try would say so.
    slack.says = { kind: 'refreshed', token: 'xoxb-later', expiring: { refreshToken: 'xoxe-2', seconds: 43_200 } }
    pass(60_000)
    expect(await tokenOf()).toBe('xoxb-later')
  })

  test('Slack is away until it is over: an error, never "not installed"', async () => {
    const { tokenOf, slack, pass } = await soonOver()
    slack.says = { kind: 'away', error: new Error('no way') }
    pass(HOUR)

    await expect(tokenOf()).rejects.toThrow('could not be renewed')
    await expect(tokenOf()).rejects.toThrow('another instance has not renewed it yet')
  })

  test('the app’s own secret is wrong: that is nobody’s end either', async () => {
    const { tokenOf, slack, pass, open } = await soonOver()
    slack.says = { kind: 'refused', code: 'bad_client_secret', whose: 'ours' }

    expect(await tokenOf()).toBe('xoxb-first')
    pass(HOUR)
    await expect(tokenOf()).rejects.toThrow('could not be renewed')
    expect(await open().all()).toEqual([HERE])
  })

  test('Slack refuses: good until its end, then installed no more, and said once', async () => {
    const { tokenOf, slack, pass, renewed, log, open } = await soonOver()
    slack.says = { kind: 'refused', code: 'invalid_refresh_token', whose: 'theirs' }

    expect(await tokenOf()).toBe('xoxb-first')
    expect(await tokenOf()).toBe('xoxb-first')
    pass(HOUR)
    expect(await tokenOf()).toBeUndefined()
    expect(await open().all()).toEqual([])
    expect(renewed).toHaveLength(1)
    const said = log.lines.filter(({ message }) => message.startsWith('a token may not be renewed'))
    expect(said.map(({ level }) => level)).toEqual(['error'])
  })

  test('over already, and refused: installed no more, for whoever waits too', async () => {
    const { open, slack, clock } = await soonOver(-1_000)
    slack.says = { kind: 'refused', code: 'invalid_refresh_token', whose: 'theirs' }
    slack.meanwhile = () => clock.sleep(300)

    expect(await Promise.all([open().of(HERE), open().of(HERE)])).toEqual([undefined, undefined])
  })

  test('refused because it was installed anew meanwhile: the new one speaks', async () => {
    const { tokenOf, slack, kept } = await soonOver()
    slack.says = { kind: 'refused', code: 'invalid_refresh_token', whose: 'theirs' }
    slack.meanwhile = async () => void (await put(kept, { token: 'xoxb-anew' }))

    expect(await tokenOf()).toBe('xoxb-anew')
    expect(await tokenOf()).toBe('xoxb-anew')
  })

  test('renewed while it was installed anew: the new installation stays', async () => {
    const { tokenOf, slack, kept } = await soonOver()
    slack.meanwhile = async () => void (await put(kept, { token: 'xoxb-anew' }))

    expect(await tokenOf()).toBe('xoxb-anew')
    expect((await kept.get(HERE))?.installation.token).toBe('xoxb-anew')
  })

  test('renewed while it was uninstalled: it does not come back', async () => {
    const { open, slack, kept } = await soonOver()
    slack.meanwhile = () => open().gone(HERE)

    expect(await open().of(HERE)).toBeUndefined()
    expect(await kept.get(HERE)).toBeUndefined()
  })

  test('a store that fails for a while does not lose a renewed token', async () => {
    const { kept, slack, clock, log, renewed } = await soonOver()
    let failures = 3
    const failing = {
      ...kept,
      put: async (...given: Parameters<typeof kept.put>) => {
        failures -= 1
        if (failures >= 0) throw new Error('locked')
        return kept.put(...given)
      },
    }
    const installations = openInstallations({ kept: failing, slack, clock, log, allowed: ['T00HERE'] })

    expect((await installations.of(HERE))?.token).toBe('xoxb-renewed-1')
    expect((await kept.get(HERE))?.installation.token).toBe('xoxb-renewed-1')
    expect(renewed).toHaveLength(1)
  })
})

test('a workspace that has joined an organization since is listed with it, and its token is renewed as before', async () => {
  const { open, kept, renewed } = await soonOver()
  const joined = { enterprise: 'E00ORG', team: 'T00HERE' }

  expect((await open().of(joined))?.token).toBe('xoxb-renewed-1')
  expect(await open().all()).toEqual([joined])
  expect((await open().of(HERE))?.token).toBe('xoxb-renewed-1')
  expect((await kept.get(HERE))?.installation.enterprise).toBe('E00ORG')
  expect(renewed).toHaveLength(1)
})

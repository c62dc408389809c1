import { readFileSync } from 'node:fs'
import type { AppsManifestValidateArguments } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { manifestVariant, type Road } from '../../src/init/manifest-variant.ts'

const source = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
const URL_ = 'https://whodid.example.com/slack/events'

describe('a manifest', () => {
  it('for Socket Mode is the one in manifest.yml, and names no address', () => {
    expect(parse(manifestVariant(source, { kind: 'socket' }))).toEqual(parse(source))
    expect(manifestVariant(source, { kind: 'socket' })).not.toMatch(/url:/)
  })

  it.each(['http', 'lambda'] as const)(
    'for %s differs from that only by the address, wherever Slack wants one',
    (kind) => {
      const made = parse(manifestVariant(source, { kind, url: URL_ })) as AppsManifestValidateArguments['manifest'] &
        Made

      expect(made.features.slash_commands.map(({ url }) => url)).toEqual([URL_])
      expect(made.settings.event_subscriptions.request_url).toBe(URL_)
      expect(made.settings.interactivity).toEqual({
        is_enabled: true,
        request_url: URL_,
        message_menu_options_url: URL_,
      })
      expect(made.settings.socket_mode_enabled).toBe(false)
      for (const command of made.features.slash_commands) delete command.url
      delete made.settings.event_subscriptions.request_url
      made.settings.interactivity = { is_enabled: true }
      made.settings.socket_mode_enabled = true
      expect(made).toEqual(parse(source))
    },
  )

  it.each([
    [['T0123456789'], false],
    [['E0123456789'], true],
  ])('for several workspaces (%j) it has what OAuth takes, and what tells of the end', (workspaces, whole) => {
    const several = { workspaces, publicUrl: 'https://whodid.example.com' }
    const made = parse(manifestVariant(source, { kind: 'socket' }, several)) as Made & {
      oauth_config: { redirect_urls?: string[] }
      settings: { org_deploy_enabled: boolean; token_rotation_enabled: boolean }
    }
    const events = ['app_uninstalled', 'tokens_revoked', ...(whole ? ['team_access_revoked'] : [])]

    expect(made.oauth_config.redirect_urls).toEqual(['https://whodid.example.com/slack/oauth_redirect'])
    expect(made.settings).toMatchObject({ org_deploy_enabled: whole, token_rotation_enabled: true })
    expect(made.settings.event_subscriptions.bot_events.slice(-events.length)).toEqual(events)
    delete made.oauth_config.redirect_urls
    made.settings.event_subscriptions.bot_events.splice(-events.length)
    Object.assign(made.settings, { org_deploy_enabled: false, token_rotation_enabled: false })
    expect(made).toEqual(parse(source))
  })

  it('keeps every command and event of the source: each has its address', () => {
    const made = manifestVariant(source, { kind: 'http', url: URL_ })
    const commands = [...source.matchAll(/- command:/g)].length

    expect([...made.matchAll(/whodid\.example\.com/g)]).toHaveLength(3 + commands)
  })

  it.each<Road>([{ kind: 'socket' }, { kind: 'http', url: URL_ }, { kind: 'lambda', url: URL_ }])(
    'says at its top what it is for: $kind',
    (road) => {
      const [first = ''] = manifestVariant(source, road).split('\n')

      expect(first.toLowerCase()).toContain(`# for ${road.kind === 'socket' ? 'socket mode' : road.kind}`)
    },
  )
})

type Made = {
  features: { slash_commands: { url?: string }[] }
  settings: {
    event_subscriptions: { request_url?: string; bot_events: string[] }
    interactivity: object
    socket_mode_enabled: boolean
  }
}

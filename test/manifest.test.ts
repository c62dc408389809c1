import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppsManifestValidateArguments } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { OPEN_FORM } from '../src/message/form-button.ts'
import { WHO_DID_THIS } from '../src/job/open-click.ts'
import { NEEDED_SCOPES, OPTIONAL_SCOPES } from '../src/oauth/scopes.ts'

const ROOT = join(import.meta.dirname, '..')

/** Approved: whatever is added here needs its reason in docs/permissions.md. */
const NEEDED = ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'im:write', 'users:read'] as const
const OPTIONAL = ['channels:read', 'files:write', 'groups:read', 'usergroups:read', 'users:read.email'] as const
/** With the scope that each needs; the Home tab needs none. */
const EVENTS = { app_home_opened: undefined, app_mention: 'app_mentions:read', 'message.im': 'im:history' } as const

/** The scopes of every Web API method that the bot calls. https://docs.slack.dev/reference/methods */
const METHODS: { readonly [method: string]: string | undefined } = {
  'auth.test': undefined,
  // For several workspaces alone.
  'auth.revoke': undefined,
  'oauth.v2.access': undefined,
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.open': 'im:write',
  // Of direct messages; of channels only where whoever installs it adds the scope.
  'conversations.history': 'im:history',
  'conversations.replies': 'im:history',
  // Of private channels with groups:read.
  'conversations.info': 'channels:read',
  'users.info': 'users:read',
  'usergroups.users.list': 'usergroups:read',
  'views.open': undefined,
  'views.publish': undefined,
  'views.push': undefined,
  'views.update': undefined,
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
}

/** Slack's own constraints, for the keys that we use; any other key is refused. https://docs.slack.dev/reference/app-manifest */
const schema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z
        .string()
        .max(80)
        .regex(/^[a-z0-9._-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['message', 'global']),
          callback_id: z.enum([WHO_DID_THIS, OPEN_FORM]),
          description: z.string().min(1).max(150),
        }),
      )
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .min(2)
            .max(32)
            .regex(/^\/[a-z0-9_-]+$/),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.enum(NEEDED)).max(255), bot_optional: z.array(z.enum(OPTIONAL)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      bot_events: z.array(z.enum(['app_home_opened', 'app_mention', 'message.im'])).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

const source = readFileSync(join(ROOT, 'manifest.yml'), 'utf8')

describe('the manifest', () => {
  test('keeps to what Slack takes, in lengths, keys, scope names and event names', () => {
    // The compiler checks that what the schema lets through is a manifest to Slack's own library.
    const manifest = schema.parse(parse(source)) satisfies AppsManifestValidateArguments['manifest']

    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/whodid'])
    expect(manifest.features.shortcuts.map(({ type }) => type)).toEqual(['message', 'global'])
    expect(manifest.features.app_home.home_tab_enabled).toBe(true)
    expect(manifest.settings.socket_mode_enabled).toBe(true)
  })

  test.each([
    ['a name that is too long', /name: whodid/, `name: ${'w'.repeat(36)}`],
    ['a long description that is too short', /long_description: >-/, 'long_description: short\n  ignored: >-'],
    ['an unknown key', /org_deploy_enabled/, 'org_deploy'],
    ['a scope that was not approved', /- chat:write/, '- chat:write.public'],
    ['an event that was not approved', /- message\.im/, '- message.channels'],
    ['a shortcut that nothing answers', /callback_id: open-who/, 'callback_id: open-what'],
    ['a name of a shortcut that is too long', /name: Who did this\?/, 'name: Who in the world did this?'],
    ['a command without its slash', /command: \/whodid/, 'command: whodid'],
  ])('is refused with %s', (_, find, replacement) => {
    expect(source).toMatch(find)
    expect(schema.safeParse(parse(source.replace(find, replacement))).success).toBe(false)
  })

  test('asks for the approved scopes, no more and no fewer, and for each event only with its scope', () => {
    const { oauth_config, settings } = schema.parse(parse(source))

    expect(oauth_config.scopes.bot.toSorted()).toEqual([...NEEDED])
    expect(oauth_config.scopes.bot_optional.toSorted()).toEqual([...OPTIONAL])
    expect(settings.event_subscriptions.bot_events.toSorted()).toEqual(Object.keys(EVENTS))
    const scopes = settings.event_subscriptions.bot_events.flatMap((event) => EVENTS[event] ?? [])
    for (const scope of scopes) expect(NEEDED).toContain(scope)
  })

  test('names the scopes that are asked for where several workspaces install the app', () => {
    expect([NEEDED_SCOPES, OPTIONAL_SCOPES]).toEqual([NEEDED, OPTIONAL])
  })

  test('has Slack escape what is typed, so that a mention arrives as an id', () => {
    for (const command of schema.parse(parse(source)).features.slash_commands) expect(command.should_escape).toBe(true)
  })

  test('gives the reason for each scope in docs/permissions.md, and for no other', () => {
    const docs = readFileSync(join(ROOT, 'docs/permissions.md'), 'utf8')
    const headings = [...docs.matchAll(/^### `(.+)`$/gm)].map(([, scope]) => scope ?? '')

    expect(headings.toSorted()).toEqual([...NEEDED, ...OPTIONAL, 'connections:write'].toSorted())
  })

  test('allows every Web API method that the bot calls, and nothing that it never calls', () => {
    const granted = new Set<string>([...NEEDED, ...OPTIONAL])
    const called = calledMethods()

    expect(called).not.toEqual([])
    expect(called.filter((method) => !(method in METHODS))).toEqual([])
    for (const method of called) expect([method, granted.has(METHODS[method] ?? 'chat:write')]).toEqual([method, true])
    expect(Object.keys(METHODS).filter((method) => !called.includes(method))).toEqual([])
  })
})

function calledMethods(): readonly string[] {
  const folders = ['src/slack', 'src/oauth'].map((folder) => join(ROOT, folder))
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  const texts = files.filter((path) => path.endsWith('.ts')).map((path) => readFileSync(path, 'utf8'))
  const calls = texts.flatMap((text) => [...text.matchAll(/\bclient\.([a-z]+(?:\.[a-zA-Z0-9]+)+)\(/g)])
  return [...new Set(calls.map(([, method]) => method ?? ''))].sort()
}

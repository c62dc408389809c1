import { parse } from 'yaml'
import { z } from 'zod'

const shape = z.object({
  features: z
    .object({
      slash_commands: z.array(z.object({ command: z.string(), should_escape: z.boolean().default(false) })).default([]),
      shortcuts: z.array(z.object({ type: z.enum(['message', 'global']), callback_id: z.string() })).default([]),
    })
    .prefault({}),
  oauth_config: z
    .object({
      scopes: z
        .object({ bot: z.array(z.string()).default([]), bot_optional: z.array(z.string()).default([]) })
        .prefault({}),
    })
    .prefault({}),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.object({ is_enabled: z.boolean() }).prefault({ is_enabled: false }),
    })
    .prefault({}),
})

/** What the app asked for when it was installed; Slack holds it to that. */
export type Manifest = {
  readonly commands: readonly { readonly command: string; readonly should_escape: boolean }[]
  readonly shortcuts: readonly { readonly type: 'message' | 'global'; readonly callback_id: string }[]
  readonly scopes: readonly string[]
  readonly optionalScopes: readonly string[]
  readonly events: readonly string[]
  readonly interactive: boolean
}

/** Reads the text of a manifest.yml, or the object in it. */
export function readManifest(source: unknown): Manifest {
  const read = shape.parse(typeof source === 'string' ? parse(source) : source)
  return {
    commands: read.features.slash_commands,
    shortcuts: read.features.shortcuts,
    scopes: read.oauth_config.scopes.bot,
    optionalScopes: read.oauth_config.scopes.bot_optional,
    events: read.settings.event_subscriptions.bot_events,
    interactive: read.settings.interactivity.is_enabled,
  }
}

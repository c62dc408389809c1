import { parse } from 'yaml'
import { z } from 'zod'

const shape = z.object({
  display_information: z.object({ name: z.string(), description: z.string().default('') }),
  features: z
    .object({
      app_home: z
        .object({ home_tab_enabled: z.boolean().default(false), messages_tab_enabled: z.boolean().default(true) })
        .prefault({}),
      slash_commands: z
        .array(
          z.object({ command: z.string(), description: z.string().default(''), usage_hint: z.string().default('') }),
        )
        .default([]),
      shortcuts: z
        .array(
          z.object({
            type: z.enum(['message', 'global']),
            callback_id: z.string(),
            name: z.string().default(''),
            description: z.string().default(''),
          }),
        )
        .default([]),
    })
    .prefault({}),
})

/** What people see of an app: its name, commands, shortcuts and tabs. */
export type App = z.infer<typeof shape>

/** Reads the text of a manifest.yml, or the object in it. */
export function readApp(manifest: unknown): App {
  return shape.parse(typeof manifest === 'string' ? parse(manifest) : manifest)
}

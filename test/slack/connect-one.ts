import type { Front } from '../../src/job/front.ts'
import type { Queue } from '../../src/job/ports.ts'
import { connectSlack, type Road } from '../../src/slack/connect.ts'
import { makeDoor } from '../../src/slack/listen.ts'
import type { WebApiOutside, WebApiSettings } from '../../src/slack/web-api.ts'
import { oneWorkspace } from '../../src/slack/workspaces.ts'

export type ConnectedSlack = Awaited<ReturnType<typeof connectOne>>

/** Slack over one token, both ways, as the bot's wiring puts it together. */
export async function connectOne(settings: WebApiSettings & { readonly road: Road }, outside: WebApiOutside) {
  const workspaces = oneWorkspace(settings, outside)
  await workspaces.ready()
  const open = await workspaces.of('')
  if (open === undefined) throw new Error('there is no workspace')
  return {
    ...open,
    listen: (queue: Queue, front: Front) =>
      connectSlack(
        settings.road,
        { ...outside, queue, spell: workspaces.spell, of: async () => makeDoor(open, front) },
        outside,
      ),
  }
}

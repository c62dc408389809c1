import type { Config } from './config/load.ts'
import type { SqsQueue } from './queues/sqs.ts'
import type { Processing } from './slack/deliver.ts'
import { listen, makeDoor } from './slack/listen.ts'
import { makeRouter } from './slack/router.ts'
import { openStoreLater, storeOf } from './stores/open-store.ts'
import { openAudit } from './wire-audit.ts'
import { openFronts } from './wire-front.ts'
import { openInstalling } from './wire-installations.ts'
import { type SlackOutside, wireWorkspaces } from './wire-web-api.ts'

/** The door for clicks, forms and menus, while Slack waits: the store and Slack are asked only where a click needs them. */
export function openInteractions(config: Config, queue: SqsQueue, outside: SlackOutside): Processing {
  const { clock, log } = outside
  const store = openStoreLater(storeOf(config.store ?? {}, outside.awsCredentials), clock)
  const audit = openAudit(config, log)
  const workspaces = wireWorkspaces(
    config,
    openInstalling(config, store, { clock, log, audit }, { isHurried: true })?.installations,
    outside,
  )
  const fronts = openFronts(config, store, { clock, audit })
  const router = makeRouter()
  listen(router, {
    queue,
    clock,
    log,
    spell: workspaces.spell,
    async of(team) {
      const workspace = await workspaces.of(team)
      return workspace && makeDoor(workspace, fronts.of(workspace).front)
    },
  })
  return router
}

import { loadConfig } from './config/load.ts'
import { makeLog } from './config/log.ts'
import { listSecrets } from './config/read-secrets.ts'
import { awsOf, type Environment, withSecrets } from './lambda/environment.ts'
import { onceWell } from './lambda/once-well.ts'
import { answerPageEvent, type PageEvent, type PageResult } from './lambda/page-event.ts'
import { openStoreLater, storeOf } from './stores/open-store.ts'
import { openAudit } from './wire-audit.ts'
import { openInstalling } from './wire-installations.ts'
import type { WorkOutside } from './wire-lambda.ts'

/** The function with the pages on which the bot is installed. It knows neither what signs Slack's requests nor any account. */
export function openInstallFunction(
  environment: Environment,
  outside: WorkOutside,
): (event: PageEvent) => Promise<PageResult> {
  const { clock } = outside
  const opened = onceWell(async () => {
    const secrets = await withSecrets(environment, awsOf(environment, clock), [
      'SLACK_CLIENT_SECRET',
      'WHODID_INSTALLATION_KEY',
    ])
    // What Slack's requests are verified with is for another function; here it has only to be something.
    const config = loadConfig({ ...secrets, SLACK_SIGNING_SECRET: 'not-known-here' })
    const log = outside.log ?? makeLog({ level: config.logLevel, secrets: listSecrets(config.secrets) })
    const store = openStoreLater(storeOf(config.store ?? {}, outside.awsCredentials), clock)
    const installing = openInstalling(config, store, { clock, log, audit: openAudit(config, log) })
    if (installing === undefined) throw new Error('the settings have no slack.oauth: nothing can be installed')
    return installing.pages
  })
  return async (event) => answerPageEvent(await opened(), event)
}

import process from 'node:process'
import { loadConfig } from './config/load.ts'
import { makeLog } from './config/log.ts'
import { SettingsError } from './config/read-settings.ts'
import { listSecrets } from './config/read-secrets.ts'
import { boundGarbage } from './lib/bound-garbage.ts'
import { systemClock } from './lib/clock.ts'
import { start } from './wire.ts'

/** The bot on its own: one process that runs until it's told to stop. */
async function main(): Promise<void> {
  const config = loadConfig()
  const secrets = listSecrets(config.secrets)
  const log = makeLog({ level: config.logLevel, secrets })
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, 'a defect ended the bot')
    process.exit(1)
  })
  const asked = stopAsked()
  boundGarbage()
  const starting = start(config, { log, clock: systemClock })
  const first = await Promise.race([starting, asked])
  if (typeof first === 'string') return process.exit(1)
  log.info({ signal: await asked }, 'stopping')
  await first.stop()
  log.info({}, 'stopped')
  process.exit(0)
}

/** The first signal asks; whoever sends a second one doesn't want to wait. */
function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    let signals = 0
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        signals += 1
        if (signals > 1) process.exit(1)
        resolve(signal)
      })
    }
  })
}

try {
  await main()
} catch (error) {
  // No stack for what an operator did; and never the values of settings.
  const said =
    error instanceof SettingsError || !(error instanceof Error)
      ? String(error)
      : `whodid could not start: ${error.message}`
  process.stderr.write(`${said.replace(/^SettingsError: /, '')}\n`)
  process.exit(1)
}

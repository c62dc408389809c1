import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import process from 'node:process'
import { SettingsError, readSettings } from './read-settings.ts'
import type { Settings } from './schema.ts'

type Secrets = {
  readonly botToken: string
  /** In socket mode. */
  readonly appToken: string | undefined
  /** In http mode. */
  readonly signingSecret: string | undefined
}

export type Config = Settings & { readonly secrets: Secrets }

type Environment = Readonly<Record<string, string | undefined>>

/** Settings from the file, secrets from the environment. Throws a SettingsError that says what is missing or wrong. */
export function loadConfig(environment: Environment = process.env): Config {
  const named = environment.WHODID_CONFIG
  const settings = loadSettings(named === undefined || named === '' ? 'whodid.yml' : named)
  return { ...settings, secrets: readSecrets(environment, settings.slack.mode) }
}

/** The settings file alone, its paths made whole: all that a terminal needs. */
export function loadSettings(file: string): Settings {
  const settings = readSettings(readFile(file), file)
  const from = dirname(resolve(file))
  const logFiles = settings.logFiles.map((place) => ({
    ...place,
    path: resolve(from, place.path),
    ...(place.index === undefined ? {} : { index: resolve(from, place.index) }),
  }))
  const { file: kept, table } = settings.store
  const store = table === undefined ? { file: resolve(from, kept ?? 'whodid.db') } : settings.store
  const { file: record, ...audited } = settings.audit
  const audit = record === undefined ? audited : { ...audited, file: resolve(from, record) }
  return { ...settings, logFiles, store, audit }
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new SettingsError([
      `${file}: cannot be read (${why}). WHODID_CONFIG names the settings file; docs/settings.md says what is in it`,
    ])
  }
}

function readSecrets(environment: Environment, mode: Settings['slack']['mode']): Secrets {
  const problems: string[] = []
  const read = (name: string, looksLike: RegExp, what: string, needed: boolean): string | undefined => {
    const value = environment[name]?.trim()
    if (value === undefined || value === '') {
      if (needed) problems.push(`${name} is not set: ${what} is expected`)
      return undefined
    }
    // The value itself is never said.
    if (!looksLike.test(value)) problems.push(`${name} does not look right: ${what} is expected`)
    return value
  }
  const botToken = read('SLACK_BOT_TOKEN', /^xox[be][-.][\w.-]+$/, 'a bot token, which starts with xoxb-,', true)
  const appToken = read(
    'SLACK_APP_TOKEN',
    /^xapp-[\w-]+$/,
    'an app-level token, which starts with xapp-,',
    mode === 'socket',
  )
  const signingSecret = read('SLACK_SIGNING_SECRET', /^\S{8,}$/, "the app's signing secret", mode === 'http')
  if (problems.length > 0 || botToken === undefined) throw new SettingsError(problems)
  return { botToken, appToken, signingSecret }
}

import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import process from 'node:process'
import { SettingsError, readSettings } from './read-settings.ts'
import { type Environment, readSecrets, type Secrets } from './read-secrets.ts'
import type { Settings } from './schema.ts'

export type Config = Settings & { readonly secrets: Secrets }

/** Settings from the file, secrets from the environment. Throws a SettingsError that says what is missing or wrong. */
export function loadConfig(environment: Environment = process.env): Config {
  const named = environment.WHODID_CONFIG
  const settings = loadSettings(named === undefined || named === '' ? 'whodid.yml' : named)
  return { ...settings, secrets: readSecrets(environment, settings.slack) }
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

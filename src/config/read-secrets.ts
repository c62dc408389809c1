import { SettingsError } from './read-settings.ts'
import type { Settings } from './schema.ts'

/** What the environment alone holds. None of it is ever logged or said. */
export type Secrets = {
  /** Of the one workspace; undefined with `slack.oauth`, where each workspace has its own. */
  readonly botToken: string | undefined
  /** In socket mode. */
  readonly appToken: string | undefined
  /** In http mode. */
  readonly signingSecret: string | undefined
  /** With `slack.oauth`. */
  readonly clientSecret?: string | undefined
  /** With `slack.oauth`: what installations are sealed with, the newest first. 32 bytes each, in base64. */
  readonly installationKeys?: readonly string[] | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

/** 32 bytes in base64. */
const KEY = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/
const KEY_EXPECTED = '32 random bytes in base64 are expected; `openssl rand -base64 32` makes such a key'

/** Throws a SettingsError that says all that is missing; never a value. */
export function readSecrets(environment: Environment, { mode, oauth }: Settings['slack']): Secrets {
  const problems: string[] = []
  const read = (name: string, looksLike: RegExp, what: string, needed: boolean): string | undefined => {
    const value = environment[name]?.trim()
    if (value === undefined || value === '') {
      if (needed) problems.push(`${name} is not set: ${what} is expected`)
      return undefined
    }
    if (!looksLike.test(value)) problems.push(`${name} does not look right: ${what} is expected`)
    return value
  }
  const several = oauth !== undefined
  // `whodid init` writes it where the app is not there yet: everything else can be tried before.
  if (oauth?.clientId === '0.0') {
    problems.push(
      "slack.oauth.clientId is still 0.0: copy the app's client id from Basic Information into the settings",
    )
  }
  const botToken = read('SLACK_BOT_TOKEN', /^xox[be][-.][\w.-]+$/, 'a bot token, which starts with xoxb-,', !several)
  if (several && botToken !== undefined) {
    problems.push(
      'SLACK_BOT_TOKEN is set, and the settings have slack.oauth. For several workspaces, unset SLACK_BOT_TOKEN: each workspace gets its own token. For one, drop slack.oauth from the settings',
    )
  }
  const appToken = read(
    'SLACK_APP_TOKEN',
    /^xapp-[\w-]+$/,
    'an app-level token, which starts with xapp-,',
    mode === 'socket',
  )
  const signingSecret = read('SLACK_SIGNING_SECRET', /^\S{8,}$/, "the app's signing secret", mode === 'http')
  const more = several
    ? {
        clientSecret: read('SLACK_CLIENT_SECRET', /^\S{8,}$/, "the app's client secret, for slack.oauth,", true),
        installationKeys: readKeys(environment.WHODID_INSTALLATION_KEY, problems),
      }
    : {}
  if (problems.length > 0) throw new SettingsError(problems)
  return { botToken, appToken, signingSecret, ...more }
}

/** Each secret by itself, to be kept out of the log. */
export function listSecrets({ installationKeys = [], ...others }: Secrets): readonly string[] {
  return [...Object.values(others), ...installationKeys].filter((secret) => secret !== undefined)
}

/** The newest first: it seals, the others still open what was sealed with them. */
function readKeys(said: string | undefined, problems: string[]): readonly string[] {
  const keys = (said ?? '').split(',').map((key) => key.trim())
  if (keys.every((key) => key === '')) problems.push(`WHODID_INSTALLATION_KEY is not set: ${KEY_EXPECTED}`)
  else if (!keys.every((key) => KEY.test(key)))
    problems.push(
      `WHODID_INSTALLATION_KEY does not look right: ${KEY_EXPECTED}. Where a new key takes the place of an old one, both are expected: new,old`,
    )
  return keys
}

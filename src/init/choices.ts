import type { Road } from './manifest-variant.ts'

/** What somebody chose for their installation. */
export type Choices = {
  readonly road: Road
  readonly aws: AwsChoices | undefined
  /** A folder of log files, if one is looked in. */
  readonly files: string | undefined
  /** Slack ids of people and user groups; none: everyone of the workspace. */
  readonly people: readonly string[]
  /** Installed in several workspaces by OAuth; undefined for one, by its token. */
  readonly several?: SeveralChoices | undefined
}

export type SeveralChoices = {
  /** Ids of workspaces (T…) and organizations (E…). */
  readonly workspaces: readonly string[]
  /** Where people install the bot, without a path of its own. */
  readonly publicUrl: string
}

export type AwsChoices = {
  readonly accounts: readonly { readonly id: string; readonly alias: string }[]
  readonly regions: readonly string[]
  /** The ARN of the role or user that the bot runs as; undefined where that is not known yet. */
  readonly principal: string | undefined
  readonly externalId: string
}

/** The accounts as they are typed: `111122223333=prod, 444455556666=staging`; undefined where that is not what it says. */
export function readAccounts(said: string): AwsChoices['accounts'] | undefined {
  const parts = said.split(/[\s,]+/).filter(Boolean)
  const accounts = parts.map((part) => /^(\d{12})(?:=([a-z0-9][a-z0-9-]{0,62}))?$/i.exec(part))
  if (accounts.length === 0 || accounts.includes(null)) return undefined
  const read = accounts.map((match) => ({
    id: match?.[1] ?? '',
    alias: match?.[2] ?? `account-${match?.[1]?.slice(-4)}`,
  }))
  const distinct = (of: 'id' | 'alias') => new Set(read.map((one) => one[of])).size === read.length
  return distinct('id') && distinct('alias') ? read : undefined
}

/** Regions as they are typed: `us-east-1, eu-west-1`. */
export function readRegions(said: string): readonly string[] | undefined {
  return readList(said, /^[a-z]{2,4}(-[a-z]+){1,4}-\d{1,2}$/)
}

/** Slack ids of people and groups: `U0123456789, S0123456789`. */
export function readPeople(said: string): readonly string[] | undefined {
  return readList(said, /^[UWS][A-Z0-9]{4,20}$/)
}

/** Slack ids of workspaces and organizations: `T0123456789, E0123456789`. */
export function readWorkspaces(said: string): readonly string[] | undefined {
  return readList(said, /^[TE][A-Z0-9]{4,20}$/)
}

/** The address above the one that Slack calls; with a path of its own, if it has one. */
export function publicUrlOf(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname.replace(/\/slack\/(events|install|oauth_redirect)\/*$/, '')}`.replace(/\/+$/, '')
}

/** Stands in the settings until the app is created, and its client id is known. */
export const NO_CLIENT_ID = '0.0'

/** One ARN, or several with commas between: in Lambda two functions ask. */
export function isPrincipal(said: string): boolean {
  return said.split(',').every((arn) => /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=.@/-]+$/.test(arn))
}

/** Stands in the manifest until the functions are deployed, and their address is known. */
export const LATER = 'https://example.com/slack/events'

export function isExternalId(said: string): boolean {
  return /^[\w+=,.@:/-]{2,1224}$/.test(said)
}

/** An address that Slack can call: https, with a host that is not of this machine. A bare host gets the bot's own path. */
export function readUrl(said: string): string | undefined {
  const whole = /^https?:/.test(said) ? said : `https://${said}`
  if (!URL.canParse(whole)) return undefined
  const url = new URL(whole)
  const isHere = /^(localhost|127\.|\[::1\])/.test(url.hostname)
  if (url.protocol !== 'https:' || isHere || !url.hostname.includes('.') || url.username !== '') return undefined
  if (url.pathname === '/') url.pathname = '/slack/events'
  return url.href
}

function readList(said: string, each: RegExp): readonly string[] | undefined {
  const parts = said.split(/[\s,]+/).filter(Boolean)
  return parts.length > 0 && parts.every((part) => each.test(part)) ? [...new Set(parts)] : undefined
}

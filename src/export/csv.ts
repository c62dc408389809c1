import { agentLabel } from '../answer/agent-label.ts'
import { actorLabel } from '../event/actor-label.ts'
import { mainTarget } from '../event/main-target.ts'
import { isDenied } from '../event/outcome.ts'
import { tellingDetail } from '../event/telling-detail.ts'
import { type Instant, sayInstant } from '../lib/instant.ts'
import { reveal } from '../message/escape.ts'
import { callOf } from '../message/say-action.ts'
import type { SafeEvent } from '../policy/redact.ts'

export type CsvWords = {
  readonly localTime: (at: Instant) => string
  readonly alias: (account: string) => string | undefined
}

/** The columns, in their order. docs/commands.md tells what is in each. */
const COLUMNS: readonly (readonly [name: string, of: (event: SafeEvent, words: CsvWords) => string | undefined])[] = [
  ['time_utc', (event) => sayInstant(event.time)],
  ['time_local', (event, { localTime }) => localTime(event.time)],
  ['who', ({ actor }) => actorLabel(actor)],
  ['call', (event) => callOf(event)],
  ['target', (event) => mainTarget(event)],
  ['detail', (event) => tellingDetail(event)],
  ['result', (event) => (event.error === undefined ? 'done' : isDenied(event) ? 'refused' : 'failed')],
  ['error_code', ({ error }) => error?.code],
  ['error_message', ({ error }) => error?.message],
  ['read_only', ({ readOnly }) => (readOnly === undefined ? undefined : String(readOnly))],
  ['account', ({ account }) => account],
  ['account_alias', ({ account }, { alias }) => alias(account)],
  ['region', ({ region }) => region],
  ['source_ip', ({ address }) => address],
  ['tool', ({ agent }) => (agent === '' ? undefined : agentLabel(agent))],
  ['user_agent', ({ agent }) => agent],
  ['identity_type', ({ actor }) => actor.type],
  ['identity_arn', ({ actor }) => actor.arn],
  ['identity_account', ({ actor }) => actor.account],
  ['role_arn', ({ actor }) => actor.role?.arn],
  ['session_name', ({ actor }) => actor.sessionName],
  ['session_start', ({ actor }) => actor.sessionStart && sayInstant(actor.sessionStart)],
  ['access_key_id', ({ actor }) => actor.keyId],
  ['mfa', ({ actor }) => (actor.mfa === undefined ? undefined : String(actor.mfa))],
  ['source_identity', ({ actor }) => actor.sourceIdentity],
  ['on_behalf_of', ({ actor }) => actor.onBehalfOf?.userId],
  ['invoked_by', ({ actor }) => actor.invokedBy],
  ['resources', ({ resources }) => resources.flatMap(({ arn }) => arn ?? []).join(' ')],
  ['request_parameters', ({ request }) => request && JSON.stringify(request)],
  ['event_source', ({ source }) => source],
  ['event_type', ({ type }) => type],
  ['event_category', ({ category }) => category],
  ['event_id', ({ id }) => id],
  ['request_id', ({ requestId }) => requestId],
  ['shared_event_id', ({ sharedId }) => sharedId],
]

export const CSV_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name)

/** The byte order mark tells Excel that it is UTF-8. RFC 4180: fields in quotes, lines end with CR LF. */
export const CSV_HEAD = `\uFEFF${CSV_COLUMNS.join(',')}`
export const CSV_END = '\r\n'

/** One event as a line, without its end. */
export function csvLine(event: SafeEvent, words: CsvWords): string {
  return COLUMNS.map(([, of]) => csvField(of(event, words) ?? '')).join(',')
}

/** A remark in the first column: what the file lacks. */
export function csvRemark(remark: string): string {
  return [csvField(remark), ...CSV_COLUMNS.slice(1).map(() => '""')].join(',')
}

/** Longer ones make a spreadsheet refuse the file: Excel takes 32,767 characters in a cell. */
const LONGEST = 32_000

/**
 * A field in quotes. What a spreadsheet would take for a formula has an apostrophe before it, and no character is in it that
 * cannot be seen: a line break in a field, or a tab before an equals sign, would do the same by another way.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvField(value: string): string {
  const seen = PLAIN.test(value) ? value : reveal(value)
  const cut = seen.length <= LONGEST ? seen : `${seen.slice(0, LONGEST)}… (${seen.length - LONGEST} more characters)`
  const safe = FORMULA.test(cut) ? `'${cut}` : cut
  return `"${safe.replaceAll('"', '""')}"`
}

const PLAIN = /^[ -~]*$/

/** Also behind blanks and quotes, also the wide ones. */
const FORMULA = /^[\s"'`]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20\u2212\uFE62\uFE63\uFE66\uFE6B]/

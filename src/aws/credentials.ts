import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import type { Clock } from '../lib/clock.ts'
import { type Instant, instant } from '../lib/instant.ts'
import type { AwsAccount } from './account.ts'
import { AwsGap } from './aws-gap.ts'
import { gapOf, isThrottle, isTransient } from './errors.ts'
import { patiently } from './patiently.ts'
import { type Service, sessionPolicy } from './permissions.ts'
import { sessionName, sourceIdentity } from './session-name.ts'

/** In the shape that the SDK's clients take. Never logged, never part of an error. */
export type SessionCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** What one session is for: its account, who asks, and the only service that it may use. */
export type SessionFor = { readonly account: AwsAccount; readonly asker: string; readonly service: Service }

export type Sessions = {
  /** Credentials that are good for some minutes more. Rejects with an AwsGap where the role cannot be assumed. */
  credentials(session: SessionFor): Promise<SessionCredentials>
  /** AWS says that they are not good any more, whatever their date says. */
  renew(session: SessionFor, old: SessionCredentials | undefined): void
}

export type SessionsOptions = {
  readonly sts: STSClient
  readonly clock: Clock
  readonly sourceIdentity: boolean
  readonly random?: () => number
}

/** An hour is what a chained role may have at most: a longer wish is refused, not shortened. */
const SECONDS = 3_600
/** Renewed so long before they end, as a query may still be under way. */
const MARGIN_MS = 5 * 60_000
/** A refusal is remembered so long: a question asks for one account in many Regions. */
const REFUSED_MS = 10_000

type Held = { readonly until: Instant; readonly credentials: Promise<SessionCredentials>; value?: SessionCredentials }

/**
 * Sessions by AssumeRole, kept until shortly before they expire; however many ask at the same time, a role is assumed once.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function makeSessions({ sts, clock, sourceIdentity: saysWho, random }: SessionsOptions): Sessions {
  const held = new Map<string, Held>()

  function credentials(session: SessionFor): Promise<SessionCredentials> {
    const key = keyOf(session)
    const known = held.get(key)
    if (known !== undefined && known.until > clock.now()) return known.credentials
    forgetOld()
    const assuming = assume(session)
    const entry: Held = { until: instant(8.64e15), credentials: assuming }
    held.set(key, entry)
    const settle = (until: number, value?: SessionCredentials) => {
      if (held.get(key) === entry)
        held.set(key, { ...entry, until: instant(until), ...(value === undefined ? {} : { value }) })
    }
    assuming.then(
      (value) => settle(value.expiration.getTime() - MARGIN_MS, value),
      () => settle(clock.now() + REFUSED_MS),
    )
    return assuming
  }

  async function assume({ account, asker, service }: SessionFor): Promise<SessionCredentials> {
    const { roleArn, externalId } = account
    const command = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: sessionName(asker),
      DurationSeconds: SECONDS,
      Policy: sessionPolicy(service),
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
      ...(saysWho ? { SourceIdentity: sourceIdentity(asker) } : {}),
    })
    const { Credentials: got } = await patiently(() => sts.send(command), {
      clock,
      signal: NEVER,
      again: (error) => isThrottle(error) || isTransient(error),
      ...(random === undefined ? {} : { random }),
    }).catch((error: unknown) => {
      throw refused(error, account)
    })
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = got ?? {}
    if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
      throw new AwsGap('failed', `STS gave no credentials for ${sayRole(account)}.`)
    }
    return { accessKeyId, secretAccessKey, sessionToken, expiration: got?.Expiration ?? new Date(clock.now()) }
  }

  function forgetOld(): void {
    for (const [key, { until }] of held) if (until <= clock.now()) held.delete(key)
  }

  return {
    credentials,
    renew(session, old) {
      const key = keyOf(session)
      const known = held.get(key)
      if (known?.value !== undefined && known.value.accessKeyId === old?.accessKeyId) held.delete(key)
    },
  }
}

/** A role is assumed for everybody who waits for it: nobody's stopping stops it. */
const NEVER = new AbortController().signal

function keyOf({ account, asker, service }: SessionFor): string {
  return `${account.id} ${service} ${asker}`
}

function refused(error: unknown, account: AwsAccount): AwsGap {
  const { reason, detail } = gapOf(error, account.id)
  if (reason !== 'denied') return new AwsGap(reason, `${sayRole(account)} could not be assumed. ${detail}`, error)
  const what =
    error instanceof Error && error.name === 'CredentialsProviderError'
      ? detail
      : 'It has to exist, to trust the bot with sts:AssumeRole, and to expect the external id that is in the settings.'
  return new AwsGap('denied', `${sayRole(account)} may not be assumed. ${what}`, error)
}

function sayRole({ id, roleArn = '' }: AwsAccount): string {
  return `The role ${roleArn.slice(roleArn.lastIndexOf('/') + 1)} in account ${id}`
}

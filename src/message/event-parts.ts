import { agentLabel } from '../answer/agent-label.ts'
import { isNamedByAws } from '../answer/session-name.ts'
import { actorLabel } from '../event/actor-label.ts'
import { mainTarget } from '../event/main-target.ts'
import { isDenied } from '../event/outcome.ts'
import { fields, text } from '../event/read-value.ts'
import { tellingDetail } from '../event/telling-detail.ts'
import type { SafeEvent } from '../policy/redact.ts'
import { type EventWords, refusedTarget, sayResult } from './event-row.ts'
import { code, type Line, line, list, type Part, quote, say, stress, time } from './piece.ts'
import { callOf } from './say-action.ts'
import { sayInZone, sayUtc } from './say-time.ts'

/** What was done, on what, and what came of it. */
export function whatParts(event: SafeEvent, { zone }: EventWords): readonly Part[] {
  const target = mainTarget(event) ?? refusedTarget(event)
  const detail = tellingDetail(event)
  const kind =
    event.readOnly === true
      ? 'only reads'
      : event.readOnly === false
        ? 'a change'
        : 'may be a change: the record does not say'
  const others = event.resources.flatMap(({ arn }) => (arn === undefined || arn === target ? [] : [arn])).slice(0, 5)
  return [
    line(stress(sayInZone(event.time, zone)), say(zone === 'UTC' ? ' UTC' : ` (${zone}) · ${sayUtc(event.time)}`)),
    line(stress('What: '), code(callOf(event)), say(`, ${kind}`), ...typeLine(event)),
    ...(target === undefined ? [] : [line(stress('On: '), code(target, 300))]),
    ...(detail === undefined ? [] : [line(stress('With: '), code(detail, 300))]),
    ...(others.length === 0 ? [] : [line(stress('Also named: ')), list(others.map((arn): Line => [code(arn, 200)]))]),
    ...resultParts(event),
  ]
}

function typeLine({ type, category }: SafeEvent): Line {
  return [
    ...(type === '' || type === 'AwsApiCall' ? [] : [say(', '), quote(type, 60)]),
    ...(category === '' || category === 'Management' ? [] : [say(', '), quote(category, 40), say(' event')]),
  ]
}

function resultParts(event: SafeEvent): readonly Part[] {
  if (event.error === undefined) return [line(stress('Result: '), say('done'))]
  const { code: errorCode, message } = event.error
  return [
    line(
      stress('Result: '),
      stress(isDenied(event) ? sayResult(event) : 'failed'),
      ...(errorCode === '' ? [] : [say(', '), code(errorCode, 100)]),
    ),
    ...(message === '' ? [] : [line(quote(message, 700))]),
  ]
}

/** Everything that `userIdentity` says, in words. A session name is a claim unless AWS gave it. */
export function whoParts(event: SafeEvent, words: EventWords): readonly Part[] {
  const { actor } = event
  const issuer = actor.role ?? actor.issuer
  const identity = fields(event.record.userIdentity) ?? {}
  return [
    line(stress('Who: '), quote(words.tell(actorLabel(actor)), 200)),
    list([
      ...pair('ARN', actor.arn),
      ...(issuer === undefined || issuer.arn === actor.arn
        ? []
        : [
            [
              say('Session of '),
              quote(issuer.type, 30),
              say(' '),
              code(issuer.arn ?? issuer.name ?? issuer.uniqueId ?? ''),
            ],
          ]),
      ...(actor.sessionName === undefined
        ? []
        : [
            [
              say('Session name '),
              code(actor.sessionName),
              say(isNamedByAws(event) ? ', given by AWS' : ', chosen by whoever took the role: it proves nothing'),
            ],
          ]),
      ...(actor.sessionStart === undefined ? [] : [[say('Session began '), time(actor.sessionStart)]]),
      ...(actor.keyId === undefined ? [] : [[say('Key '), code(actor.keyId), say(sayKey(actor.keyId))]]),
      ...(actor.mfa === undefined
        ? []
        : [[say(actor.mfa ? 'With MFA' : 'Without MFA, or through a sign-in that AWS does not see')]]),
      ...pair('Source identity', actor.sourceIdentity),
      ...(actor.onBehalfOf === undefined
        ? []
        : [[say('On behalf of Identity Center user '), code(actor.onBehalfOf.userId)]]),
      ...pair('Invoked by', actor.invokedBy),
      ...pair('Identity provider', actor.identityProvider),
      ...pair('Unique id', actor.uniqueId),
      ...pair(
        'In the scope of',
        text(fields(identity.inScopeOf)?.sourceArn) ?? text(fields(identity.inScopeOf)?.credentialsIssuedTo),
      ),
      ...pair(
        'Role delivered to the instance by metadata version',
        text(fields(identity.sessionContext)?.ec2RoleDelivery),
      ),
      ...(event.fromConsole ? [[say('With the console’s own credentials')]] : []),
      ...(actor.account === undefined || actor.account === event.account
        ? []
        : pair('Of another account', actor.account)),
    ]),
  ]
}

function sayKey(id: string): string {
  if (id.startsWith('AKIA')) return ', long-term'
  return id.startsWith('ASIA') ? ', temporary' : ''
}

/** Where the call came from, as the record says it, and who recorded it. */
export function fromParts(event: SafeEvent, accounts: readonly string[], words: EventWords): readonly Part[] {
  const tls = fields(event.record.tlsDetails)
  const version = text(tls?.tlsVersion)
  const host = text(tls?.clientProvidedHostHeader)
  return [
    line(stress('From: '), ...(event.address === '' ? [say('no address')] : [code(event.address)])),
    list([
      ...(event.agent === '' ? [] : [[say(`${agentLabel(event.agent)}: `), quote(event.agent, 200)]]),
      ...(version === undefined
        ? []
        : [[quote(version, 30), ...(host === undefined ? [] : [say(' to '), code(host)])]]),
      ...pair('VPC endpoint', text(event.record.vpcEndpointId)),
      [
        say('Recorded by '),
        quote(
          accounts.map((id) => (words.account(id) === id ? id : `${words.account(id)} (${id})`)).join(' and ') ||
            'an account that is not named',
          120,
        ),
        say(' in '),
        code(event.region),
      ],
    ]),
  ]
}

/** The ids that find it elsewhere. */
export function idParts(event: SafeEvent): readonly Part[] {
  return [
    list([
      ...pair('Event id', event.id),
      ...pair('Request id', event.requestId),
      ...pair('Shared event id', event.sharedId),
      ...(event.addendum === undefined ? [] : [[say('Delivered late or again: '), quote(event.addendum, 80)]]),
    ]),
  ]
}

function pair(name: string, value: string | undefined): readonly Line[] {
  return value === undefined ? [] : [[say(`${name} `), code(value, 200)]]
}

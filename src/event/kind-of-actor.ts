import { agentTool, type ToolKind } from './agent-tool.ts'
import type { Event } from './event.ts'

/** What sort of actor made a call. `unknown` where nothing in the event tells. */
export const ACTOR_KINDS = ['console', 'cli', 'iac', 'ci', 'sdk', 'service', 'agent', 'unknown'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/** The field of the record that tells the kind, and what stands in it. */
export type KindEvidence = {
  readonly field:
    | 'userIdentity.type'
    | 'userIdentity.invokedBy'
    | 'sourceIPAddress'
    | 'userAgent'
    | 'eventType'
    | 'sessionCredentialFromConsole'
    | 'userIdentity.identityProvider'
  readonly value: string
}

export type KindOfActor = { readonly kind: ActorKind; readonly evidence: KindEvidence | undefined }

/**
 * What sort of actor made a call, with the field that says so. What AWS itself writes goes before the user agent, which the
 * caller writes; a program that is run in CI is told as infrastructure code where its user agent says so.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function kindOfActor(event: Event): KindOfActor {
  const { actor, address, agent } = event
  const service = actingService(event)
  if (service !== undefined) {
    const evidence = service === actor.invokedBy ? INVOKED_BY : service === address ? ADDRESS : AGENT
    return told(service === AGENTS_SERVICE ? 'agent' : 'service', evidence, service)
  }
  if (actor.type === 'AWSService' || actor.type === '') return told('service', 'userIdentity.type', actor.type)
  const tool = agentTool(agent)?.kind
  if (tool === 'agent' || tool === 'iac') return told(tool, AGENT, agent)
  const provider = actor.identityProvider
  if (provider !== undefined && CI_PROVIDERS.test(provider))
    return told('ci', 'userIdentity.identityProvider', provider)
  if (SIGN_IN_TYPES.test(event.type)) return told('console', 'eventType', event.type)
  if (event.fromConsole && !MACHINES.has(tool)) return told('console', 'sessionCredentialFromConsole', 'true')
  return tool === undefined ? { kind: 'unknown', evidence: undefined } : told(tool, AGENT, agent)
}

const INVOKED_BY = 'userIdentity.invokedBy'
const ADDRESS = 'sourceIPAddress'
const AGENT = 'userAgent'

/** The console's key can be used from the shell that it offers. */
const MACHINES: ReadonlySet<ToolKind | undefined> = new Set(['cli'])

const SIGN_IN_TYPES = /^AwsConsoleSign[Ii]n$/

/** AWS's own server for AI agents: it calls with the rights of whoever runs the agent. */
const AGENTS_SERVICE = 'aws-mcp.amazonaws.com'

/** Who issues the tokens of CI systems: AWS has checked the signature, so this is no claim. */
const CI_PROVIDERS =
  /(?:^|[/.])(?:token\.actions\.githubusercontent\.com|gitlab\.[a-z0-9.-]+|api\.bitbucket\.org|oidc\.circleci\.com|agent\.buildkite\.com|vstoken\.dev\.azure\.com)(?:[/:]|$)/i

/**
 * The service that made a call with somebody's rights (`cloudformation.amazonaws.com`), as CloudTrail says it for forward
 * access sessions: in `invokedBy`, or in place of the address and user agent. undefined where they called themselves; the
 * console's own front is nobody's deputy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export function actingService({ actor, address, agent, fromConsole }: Event): string | undefined {
  const isDeputy = (said: string) => (said === INTERNAL ? !fromConsole : SERVICE.test(said) && !CONSOLE.test(said))
  return [actor.invokedBy, address, agent].find((said) => said !== undefined && isDeputy(said))
}

/** True where the call was made by a service for a person, a role or a root: never where the service is the actor itself. */
export function isOnBehalf(event: Event): boolean {
  return event.actor.type !== 'AWSService' && event.actor.type !== '' && actingService(event) !== undefined
}

/** What CloudTrail writes where it does not name the service; the console's own calls had it, too. */
const INTERNAL = 'AWS Internal'
const SERVICE = /^(?:[a-z0-9-]+\.)+amazonaws\.com$/
const CONSOLE = /^(?:console|signin)\.|\.console\./

function told(kind: ActorKind, field: KindEvidence['field'], value: string): KindOfActor {
  return { kind, evidence: { field, value } }
}

import { RESOURCE_KINDS, type ResourceKind } from './resource-kinds.ts'

/** An ARN in its parts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type ResourceArn = {
  readonly service: string
  readonly region: string
  readonly account: string
  /** All that follows the fifth colon. */
  readonly part: string
  /** The sorts of resource that it can be, each with the name that calls use in its place. Empty for services not known here. */
  readonly readings: readonly { readonly kind: ResourceKind; readonly name: string; readonly id: string | undefined }[]
}

/**
 * An ARN, or what stands for one: an SQS queue's URL, `s3://bucket/key`. undefined for a name or an id.
 */
export function readArn(said: string): ResourceArn | undefined {
  if (said.startsWith('arn:')) return arnOf(said)
  const queue = QUEUE_URL.exec(said)
  if (queue !== null) return made('sqs', queue[1] ?? '', queue[2] ?? '', queue[3] ?? '')
  const object = /^s3:\/\/(.+?)\/?$/.exec(said)
  return object === null ? undefined : made('s3', '', '', object[1] ?? '')
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
const QUEUE_URL = /^https:\/\/(?:sqs\.([a-z0-9-]+)|(?:[a-z0-9-]+\.)?queue)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([^/]+)$/

function arnOf(arn: string): ResourceArn | undefined {
  const [, , service = '', region = '', account = '', ...rest] = arn.split(':')
  return rest.length === 0 ? undefined : made(service, region, account, rest.join(':'))
}

function made(service: string, region: string, account: string, part: string): ResourceArn {
  const readings = KINDS.get(service)?.flatMap((kind) => {
    const groups = kind.part.exec(part)?.groups
    return groups?.name === undefined ? [] : [{ kind, name: groups.name, id: groups.id }]
  })
  return { service, region, account, part, readings: readings ?? [] }
}

const KINDS: ReadonlyMap<string, readonly ResourceKind[]> = Map.groupBy(RESOURCE_KINDS, ({ service }) => service)

/** Every name under which the resource of an ARN may be asked for. */
export function namesOfArn(said: string, arn = readArn(said)): readonly string[] {
  if (arn === undefined) return [said]
  const { part, readings } = arn
  const type = part.search(/[/:]/)
  const untyped = arn.service === 's3' || type < 0 ? [] : [part.slice(type + 1)]
  return [said, part, lastPart(part), ...untyped, ...readings.map(({ name }) => name)]
}

/** `my-key` of `key/my-key`: what stands behind the last slash or colon. */
export function lastPart(part: string): string {
  return part.slice(Math.max(part.lastIndexOf('/'), part.lastIndexOf(':')) + 1)
}

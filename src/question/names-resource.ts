import type { Event } from '../event/event.ts'
import { lastPart, namesOfArn, readArn, type ResourceArn } from './resource-arn.ts'

/** Deeper than any real record nests; what lies below is not looked at. */
const DEEPEST = 64

/** Whether a text, in a field of this name, names the resource. */
type Names = (said: string, field: string) => boolean

/**
 * Whether events name a resource, in `resources`, the request or the response, in any way in which services spell it. A
 * name or an id has to stand whole, or to be what an ARN there names. An ARN that was asked for also finds the bare name, in
 * calls to its own service, account and Region, and the ARN of a part or a version of it. `bucket/key` finds an object.
 * Made once for all events of a question.
 */
export function resourceTest(asked: string): (event: Event) => boolean {
  const naming = namingOf(asked)
  const arn = readArn(asked)
  const path = arn === undefined ? asked : arn.service === 's3' ? arn.part : ''
  return (event) => {
    const names = naming(event)
    return (
      event.resources.some((resource) => resource.arn !== undefined && names(resource.arn, 'ARN')) ||
      anyText(event.request, 'request', names, 0) ||
      anyText(event.response, 'response', names, 0) ||
      (path.includes('/') && isObject(event, path))
    )
  }
}

/** Whether a field of one of these names, at any depth of the request or response, names the resource. */
export function resourceTestIn(asked: string, fields: ReadonlySet<string>): (event: Event) => boolean {
  const naming = namingOf(asked)
  return (event) => {
    const names = naming(event)
    const is: Names = (said, field) => fields.has(field) && names(said, field)
    return anyText(event.request, 'request', is, 0) || anyText(event.response, 'response', is, 0)
  }
}

/**
 * A text that stands in every event that names the resource: whoever looks for it in records finds at least those. Never
 * longer than what all spellings share.
 */
export function textOfResource(asked: string): string {
  const arn = readArn(asked)
  if (arn === undefined) return asked.includes('/') ? longer(asked) : asked
  if (arn.service === 's3' && arn.part.includes('/')) return longer(arn.part)
  const names = arn.readings.length === 0 ? [lastPart(arn.part)] : arn.readings.map(({ name }) => name)
  return names.reduce((least, name) => (name.length < least.length ? name : least), names[0] ?? asked)
}

/** The bucket and the key of an object stand in two places. */
function longer(path: string): string {
  const slash = path.indexOf('/')
  const [first, rest] = [path.slice(0, slash), path.slice(slash + 1)]
  return first.length > rest.length ? first : rest
}

/**
 * One text by which events that name the resource can be found, among the texts that `resourceKeys` gives of them. Not
 * every event that has it names the resource.
 */
export function keyOfResource(asked: string): string {
  const arn = readArn(asked)
  if (arn === undefined) return asked
  return arn.service === 's3' && arn.part.includes('/') ? arn.part : textOfResource(asked)
}

/** Every text under which a resource of this event could be asked for: wider than `resourceTest`, which decides. */
export function resourceKeys(event: Event): readonly string[] {
  const keys = new Set<string>()
  const add: Names = (said) => {
    keys.add(said)
    for (const name of namesOfArn(said)) keys.add(name)
    const bare = bareOf(said)
    if (bare !== undefined) keys.add(bare)
    if (said.startsWith('/')) keys.add(said.slice(1))
    return false
  }
  for (const { arn } of event.resources) if (arn !== undefined) add(arn, 'ARN')
  anyText(event.request, 'request', add, 0)
  anyText(event.response, 'response', add, 0)
  const { bucketName, key } = event.request ?? {}
  if (typeof bucketName === 'string' && typeof key === 'string') keys.add(`${bucketName}/${key}`)
  return [...keys]
}

function namingOf(asked: string): (event: Event) => Names {
  const arn = readArn(asked)
  if (arn === undefined) return () => (said) => said === asked || saysName(said, asked)
  if (arn.service === 's3' && arn.part.includes('/')) {
    const whole = `arn:aws:s3:::${arn.part}`
    return () => (said) => said === asked || said === whole
  }
  return (event) => (said, field) => said === asked || isSame(arn, said) || isBareName(arn, event, said, field)
}

/** A name that was asked for, in an ARN, a queue's URL, or one of the forms that stand for an ARN. */
function saysName(said: string, asked: string): boolean {
  if (said.length <= asked.length || !said.includes(asked)) return false
  return bareOf(said) === asked || namesOfArn(said).includes(asked)
}

/** The name in a text that has more around it, and is no ARN. */
function bareOf(said: string): string | undefined {
  if (said.startsWith(ZONE)) return said.slice(ZONE.length)
  return PARTIAL_FUNCTION.exec(said)?.[1]
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
const ZONE = '/hostedzone/'

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html (FunctionName) */
const PARTIAL_FUNCTION = /^\d{12}:(?:function:)?([\w-]+)(?::[\w$-]+)?$/

/** Another ARN of the same resource: of a version, an index, an object in it, or without what tells two of one name apart. */
function isSame(asked: ResourceArn, said: string): boolean {
  if (!said.includes(':')) return false
  const other = readArn(said)
  if (other === undefined || other.service !== asked.service || !isNear(asked, other)) return false
  return asked.readings.some(({ kind, name, id }) =>
    other.readings.some(
      (reading) =>
        reading.kind === kind &&
        reading.name === name &&
        (id === undefined || reading.id === undefined || id === reading.id),
    ),
  )
}

/** The bare name of what an ARN names: only in calls to its own service, about its own account and Region. */
function isBareName(asked: ResourceArn, event: Event, said: string, field: string): boolean {
  if (asked.service === 'ec2' && EC2_ID.test(said)) return said === lastPart(asked.part)
  if (event.source !== `${asked.service}.amazonaws.com` || !isNear(asked, event)) return false
  if (asked.readings.length === 0) return said === lastPart(asked.part)
  return asked.readings.some(
    ({ kind, name }) => (said === name || bareOf(said) === name) && (kind.fields?.has(field) ?? true),
  )
}

/** Of all things that AWS names, only those of EC2 are called so: `i-0123456789abcdef0`. */
const EC2_ID = /^[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}$/

/** Not of another account or Region, as far as both say. */
function isNear(asked: ResourceArn, other: { readonly account: string; readonly region: string }): boolean {
  const { account, region } = asked
  return (
    (account === '' || other.account === '' || account === other.account) &&
    (region === '' || other.region === '' || region === other.region)
  )
}

/** `bucket/key`, in a call that says both apart. */
function isObject({ source, request }: Event, path: string): boolean {
  if (source !== 's3.amazonaws.com' || request === undefined) return false
  const { bucketName, key } = request
  return (
    typeof bucketName === 'string' &&
    typeof key === 'string' &&
    path.length === bucketName.length + key.length + 1 &&
    path === `${bucketName}/${key}`
  )
}

function anyText(value: unknown, field: string, names: Names, depth: number): boolean {
  if (typeof value === 'string') return names(value, field)
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false
  if (Array.isArray(value)) return value.some((item) => anyText(item, field, names, depth + 1))
  return Object.entries(value).some(([name, item]) => anyText(item, name, names, depth + 1))
}

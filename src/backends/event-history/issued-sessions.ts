import { partitionOf } from '../../aws/account.ts'
import type { Reach } from '../../aws/aws.ts'
import type { Event } from '../../event/event.ts'
import { fields, text } from '../../event/read-value.ts'
import { type Instant, instant } from '../../lib/instant.ts'
import type { RoleAsked } from '../../plan/lookups.ts'
import type { Window } from '../../question/question.ts'
import { type Asking, askPage } from './ask-page.ts'
import { compile } from './compile.ts'
import { readPage } from './read.ts'

/** A session lives twelve hours at most: one that acted in the window may have been issued so long before it. */
const LONGEST_SESSION_MS = 12 * 3_600_000
const PAGES_EACH = 20
const MOST_NAMES = 200

/**
 * The names of a role's sessions, from the AssumeRole* events that issued them: event history lists the role's ARN among
 * their resources. STS records them in the Region whose endpoint was called, so that all Regions are asked. Sessions are
 * then looked up by their names and not by the keys that were issued: the console signs each request with another key, and
 * what was done under a key was done under the session's name too.
 */
export async function issuedSessions(
  role: RoleAsked,
  { account, asker }: Reach,
  regions: readonly string[],
  window: Window,
  asking: Asking,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const oldest = asking.clock.now() - 90 * 86_400_000
  const from = instant(Math.min(Math.max(window.from - LONGEST_SESSION_MS, oldest), window.to))
  const names = new Set<string>()
  const look = async (region: string, arn: string): Promise<void> => {
    const asked = { attribute: { key: 'ResourceName', value: arn } as const, from, to: window.to }
    let token: string | undefined
    for (let pages = 0; pages < PAGES_EACH && names.size < MOST_NAMES; pages++) {
      const { output } = await askPage(compile(asked, token), { account, region, asker }, asking, signal)
      for (const event of readPage(output, new Set()).events) {
        const name = sessionIssued(event)
        if (name !== undefined) names.add(name)
      }
      token = output.NextToken
      if (token === undefined) return
    }
  }
  const arns = role.arn === undefined ? likelyArns(role.name, account, regions) : [role.arn]
  // A Region that refuses is told of by its own search; here it only means fewer names.
  await Promise.allSettled(regions.flatMap((region) => arns.map((arn) => look(region, arn))))
  return [...names].slice(0, MOST_NAMES)
}

/** The name of the session that an event issued credentials for; undefined where it issued none. */
function sessionIssued({ name, response, request, source }: Event): string | undefined {
  if (source !== 'sts.amazonaws.com' || !name.startsWith('AssumeRole')) return undefined
  if (text(fields(response?.credentials)?.accessKeyId) === undefined) return undefined
  const arn = text(fields(response?.assumedRoleUser)?.arn)
  return text(request?.roleSessionName) ?? (arn === undefined ? undefined : arn.slice(arn.lastIndexOf('/') + 1))
}

/** A role is asked for by its name, and its ARN has a path that nobody types: none, or one of those that AWS makes. */
export function likelyArns(name: string, account: string, regions: readonly string[]): readonly string[] {
  const partition = partitionOf(regions[0] ?? '')
  const sso = 'aws-reserved/sso.amazonaws.com/'
  const paths = name.startsWith('AWSReservedSSO_')
    ? [sso, ...regions.map((region) => `${sso}${region}/`)]
    : ['', 'service-role/']
  return paths.map((path) => `arn:${partition}:iam::${account}:role/${path}${name}`)
}

/** Remembers for a minute which sessions a role had: the searches of all Regions of an account ask for the same. */
export function makeSessionMemory(now: () => Instant) {
  const known = new Map<string, { readonly until: number; readonly names: Promise<readonly string[]> }>()
  return (key: string, find: () => Promise<readonly string[]>): Promise<readonly string[]> => {
    for (const [old, { until }] of known) if (until < now()) known.delete(old)
    const before = known.get(key)
    if (before !== undefined) return before.names
    const names = find()
    known.set(key, { until: now() + 60_000, names })
    return names
  }
}

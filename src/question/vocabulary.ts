import type { Predicate } from './question.ts'

const ERRORS: Predicate = { kind: 'outcome', value: 'errors' }
const DENIED: Predicate = { kind: 'outcome', value: 'denied' }
const WRITES: Predicate = { kind: 'access', value: 'writes' }
const READS: Predicate = { kind: 'access', value: 'reads' }

/** Words that stand for a filter by themselves. */
export const FLAGS: ReadonlyMap<string, Predicate> = new Map<string, Predicate>([
  ...words(ERRORS, 'errors error failed failures failure failing'),
  ...words(DENIED, 'denied refused refusals denials unauthorized forbidden'),
  ...words(WRITES, 'writes write changes mutations'),
  ...words(READS, 'reads readonly read-only'),
])

/** What follows is left out of the answer. */
export const NEGATIONS: ReadonlySet<string> = new Set(['not', 'no', 'without', 'except', 'excluding', 'excl'])

/** Words that make a sentence of it and mean nothing to us. */
export const FILLERS: ReadonlySet<string> = new Set(
  [
    'what who which did does do done has have had was were is are happened show tell find list give please',
    'over within around about & | + / @ the a an by and or with of all only just for during everything anything activity actions events calls things',
  ].flatMap((line) => line.split(' ')),
)

export const ANYONE: ReadonlySet<string> = new Set([
  'anyone',
  'anybody',
  'everyone',
  'everybody',
  'someone',
  'somebody',
])

export const MYSELF: ReadonlySet<string> = new Set(['me', 'i', 'my', 'myself'])

/** A verb, the filters it stands for, and what its object is: `who deleted my-bucket`. */
export type Verb = {
  readonly predicates: readonly Predicate[]
  readonly object: 'resource' | 'event'
  readonly needsObject: boolean
}

const CHANGED: Verb = { predicates: [WRITES], object: 'resource', needsObject: false }
const READ: Verb = { predicates: [READS], object: 'resource', needsObject: false }
const DELETED: Verb = {
  predicates: ['Delete', 'BatchDelete', 'Terminate', 'Remove', 'Deregister', 'ScheduleKeyDeletion'].map(prefix),
  object: 'resource',
  needsObject: false,
}
const CREATED: Verb = { predicates: ['Create', 'RunInstances'].map(prefix), object: 'resource', needsObject: false }
const ASSUMED: Verb = { predicates: [prefix('AssumeRole')], object: 'resource', needsObject: false }
const TOUCHED: Verb = { predicates: [], object: 'resource', needsObject: true }
const CALLED: Verb = { predicates: [], object: 'event', needsObject: true }

export const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ...words(CHANGED, 'changed change modified modify edited edit updated update'),
  ...words(READ, 'read'),
  ...words(DELETED, 'deleted delete removed remove terminated terminate'),
  ...words(CREATED, 'created create'),
  ...words(ASSUMED, 'assumed assume'),
  ...words(TOUCHED, 'touched touch accessed access'),
  ...words(CALLED, 'called call ran run invoked invoke'),
])

/** Words of sentences that we do not know what to do with, and that would else pass for names; and what may be meant. */
export const SUSPECTS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...words(['deleted'], 'deletes deletions deleting removes removals'),
  ...words(['created'], 'creates creations creating'),
  ...words(['event:ConsoleLogin'], 'login logins logged signin sign-in signed'),
  ...words([], 'morning afternoon evening night tonight weekend that there here used using stopped started'),
  ...words([], 'mfa console it they he she we you your his her their why how when where'),
  ...words(
    [],
    'same again else longer shorter wider narrower earlier later next afterwards previously him them hers theirs',
  ),
  ...words(
    [],
    'instead too also plus add but then so ok okay thanks thank thx hi hello hey widen identities filters unfiltered',
  ),
])

/** Services that hardly anybody is called after. */
export const SERVICE_WORDS: ReadonlySet<string> = new Set(
  'ec2 s3 iam kms sts lambda rds dynamodb sns sqs ssm eks ecs ecr cloudtrail cloudformation cloudwatch route53'.split(
    ' ',
  ),
)

/** What people put before a name: `who changed the role Admin`. */
export const NOUNS: ReadonlySet<string> = new Set(
  'role user key session resource bucket instance table function trail secret policy group stack cluster database'.split(
    ' ',
  ),
)

/** Every filter that is written as `key:value`. */
export const FILTERS = [
  'name',
  'user',
  'session',
  'role',
  'arn',
  'key',
  'id',
  'service',
  'on',
  'event',
  'from',
  'error',
  'type',
  'region',
  'account',
  'ip',
  'agent',
  'eventid',
  'requestid',
  'sharedeventid',
] as const
export type Filter = (typeof FILTERS)[number]

/** Our word for a filter, and the others by which it goes, CloudTrail's own among them. */
export const KEYS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ...words('name' as const, 'name identity'),
  ...words('user' as const, 'user username iamuser'),
  ...words('session' as const, 'session sessionname rolesessionname'),
  ...words('role' as const, 'role rolename'),
  ...words('arn' as const, 'arn'),
  ...words('key' as const, 'key accesskey accesskeyid'),
  ...words('id' as const, 'id uniqueid principalid'),
  ...words('service' as const, 'service invokedby'),
  ...words('on' as const, 'on resource'),
  ...words('event' as const, 'event eventname action'),
  ...words('from' as const, 'from source eventsource'),
  ...words('error' as const, 'error errorcode'),
  ...words('type' as const, 'type identitytype'),
  ...words('region' as const, 'region awsregion'),
  ...words('account' as const, 'account acct accountid'),
  ...words('ip' as const, 'ip address sourceip sourceipaddress'),
  ...words('agent' as const, 'agent useragent'),
  ...words('eventid' as const, 'eventid'),
  ...words('requestid' as const, 'requestid request'),
  ...words('sharedeventid' as const, 'sharedeventid sharedid'),
])

/** Of the filters, those that people write without the colon: `user Alice`. */
export const SPOKEN_KEYS: ReadonlySet<string> = new Set(
  'user session role service event region account key ip type agent'.split(' '),
)

/** Words that open something: `on RESOURCE`, `in REGION`, `from ADDRESS`, `changes to RESOURCE`. */
const PREPOSITIONS: ReadonlySet<string> = new Set(['on', 'in', 'from', 'to', 'at'])

/** Words that mean something as the first of a command, so that a name spelt like one needs its kind before it. */
export const OPENERS: ReadonlySet<string> = new Set(
  [
    'whodid help doctor may events timeline behind trace detail details export by',
    'watch subscribe watches subscriptions unwatch pause resume mute each hourly daily first new stands-out notable',
  ].flatMap((line) => line.split(' ')),
)

/** True where a bare word has a meaning of its own, so that a name spelt like it has to be quoted. */
export function isKeyword(word: string): boolean {
  return [FLAGS, NEGATIONS, FILLERS, ANYONE, MYSELF, VERBS, SPOKEN_KEYS, PREPOSITIONS, OTHERS].some((set) =>
    set.has(word),
  )
}

const OTHERS: ReadonlySet<string> = new Set(['root', 'whodid', 'help'])

/** Keywords that a slip of the finger is held against: a bare word so near to one of them is asked about. */
export const NUDGED: readonly string[] = [
  'errors',
  'denied',
  'writes',
  'reads',
  'changes',
  'failures',
  'anyone',
  'since',
  'until',
  'between',
  'yesterday',
  'today',
  'midnight',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'january',
  'february',
  'september',
  'october',
  'november',
  'december',
]

function prefix(value: string): Predicate {
  return { kind: 'event', value, prefix: true }
}

function words<T>(meaning: T, list: string): [string, T][] {
  return list.split(' ').map((word) => [word, meaning])
}

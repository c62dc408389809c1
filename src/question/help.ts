import type { Token } from './tokens.ts'

type HelpExample = { readonly words: string; readonly means: string }

export type HelpSection = {
  /** The word behind `/whodid help` that shows this section alone. */
  readonly topic: string
  readonly title: string
  readonly examples: readonly HelpExample[]
}

/** Help as data: what can be asked, with examples that read as they stand. An unknown topic shows everything. */
export function helpText(topic?: string): readonly HelpSection[] {
  const asked = SECTIONS.filter((section) => section.topic === topic)
  return asked.length > 0 ? asked : SECTIONS
}

/** Whether the words ask for help, and about what; undefined where they ask something else. */
export function helpTopic(tokens: readonly Token[]): { readonly topic: string | undefined } | undefined {
  const [first, second, ...more] = tokens
  if (first === undefined) return { topic: undefined }
  if (first.quoted || !/^(?:[-/]*help|-h|\?+)$/i.test(first.raw) || more.length > 0) return undefined
  const topic = second?.text.toLowerCase()
  return { topic: SECTIONS.find((section) => section.topic === topic)?.topic }
}

const SECTIONS: readonly HelpSection[] = [
  {
    topic: 'start',
    title: 'Start here',
    examples: [
      { words: 'Alice 24h', means: 'everything Alice did in the last 24 hours' },
      { words: 'Alice since yesterday 14:00 writes', means: 'only what she changed, from then until now' },
      {
        words: 'who changed sg-0123456789abcdef0?',
        means: 'anyone who changed that security group in the last 24 hours',
      },
      { words: 'anyone denied from:iam 7d', means: 'every refused call to IAM in a week' },
    ],
  },
  {
    topic: 'who',
    title: 'Who',
    examples: [
      {
        words: 'Alice',
        means: 'a user, a role session, or a person of Identity Center or SAML with exactly this name',
      },
      { words: 'Alice Bob', means: 'either of them' },
      { words: 'alice@example.com', means: 'an e-mail address used as a name' },
      { words: 'ali*', means: 'every name that begins so' },
      { words: 'user:Alice', means: 'only the IAM user; session: and role: work alike' },
      { words: 'arn:aws:iam::111122223333:role/Admin', means: 'by ARN' },
      { words: 'AKIAIOSFODNN7EXAMPLE', means: 'by access key; AIDA… and AROA… ids too' },
      { words: 'root', means: 'the root user of any account' },
      { words: 'service:lambda', means: 'what an AWS service did by itself' },
      { words: 'anyone on my-bucket', means: 'whoever it was' },
    ],
  },
  {
    topic: 'what',
    title: 'What',
    examples: [
      { words: 'Alice writes', means: 'changes only; reads, errors and denied likewise' },
      { words: 'on my-bucket', means: 'a resource by name, id or ARN' },
      { words: 'event:RunInstances', means: 'one kind of call; event:Delete* for all that begin so' },
      { words: 'Alice from:ec2', means: 'calls to one service' },
      { words: 'error:ThrottlingException', means: 'one error code' },
      { words: 'Alice region:us-east-1 account:111122223333', means: 'in one Region of one account' },
      { words: 'ip:203.0.113.0/24', means: 'from an address or a block of them' },
      { words: 'agent:terraform', means: 'by a part of the user agent' },
      { words: 'Alice via:history', means: 'only from event history; via:logs, via:athena and via:files alike' },
      { words: 'Alice not reads not region:us-east-1', means: 'not leaves out; so does a dash: -reads' },
    ],
  },
  {
    topic: 'when',
    title: 'When',
    examples: [
      { words: 'Alice 90m', means: 'the last 90 minutes; also 30s, 24h, 7d, 2w, 1d12h' },
      { words: 'Alice since yesterday 14:00', means: 'from then until now' },
      { words: 'Alice 14:00-14:30', means: 'the latest 14:00 to 14:30, in your Slack time zone' },
      { words: 'Alice 2026-11-01..2026-11-03', means: 'three whole days' },
      { words: 'Alice on monday', means: 'the latest Monday, all day' },
      { words: 'Alice tuesday 9am-5pm', means: 'part of a day' },
      { words: 'Alice at 14:05', means: 'five minutes either side' },
      { words: 'Alice yesterday 14:00-15:00 UTC', means: 'read in UTC' },
    ],
  },
  {
    topic: 'watch',
    title: 'Watch: in Slack, a channel is told what happens',
    examples: [
      { words: 'watch Alice writes', means: 'tell this channel each time that she changes something' },
      { words: 'watch hourly role:Deploy denied', means: 'a digest each hour; also daily 9' },
      { words: 'watch stands-out anyone', means: 'only what stands out, of anyone; first: only first times' },
      { words: 'watches', means: 'what this channel is told, to pause, change or end it' },
      { words: 'edit w-3fkx9a Alice denied', means: 'watches that from now on; edit w-3fkx9a hourly: how soon' },
      { words: 'pause w-3fkx9a 2h', means: 'tells a digest afterwards; resume, unwatch likewise' },
      { words: 'mute w-3fkx9a event:Decrypt', means: 'tells that no more' },
    ],
  },
]

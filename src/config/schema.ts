import { z } from 'zod'
import { Aws, awsAccountSettings } from './aws-schema.ts'
import { Store } from './store-schema.ts'
import { PolicyRule } from './policy-schema.ts'
import { checkWorkspaces } from './check-workspaces.ts'
import { Redaction } from './redaction-schema.ts'
import { Health } from './health-schema.ts'
import { OAuth } from './oauth-schema.ts'
import { Telemetry } from './telemetry-schema.ts'
import { budgets } from './budget-schema.ts'
import { Watches } from './watches-schema.ts'
import { accountId, count, isLoopback, say, unique, words } from './rules.ts'

/** The token is sent here, so it has to be encrypted, or stay on this machine. */
const apiUrl = z.string({ error: 'an address is expected' }).refine(isSafeUrl, {
  error: 'an address with https:// is expected; http:// only for 127.0.0.1, [::1] or localhost',
})

const Slack = z.strictObject({
  mode: z
    .enum(['socket', 'http'], { error: 'socket or http is expected' })
    .default('socket')
    .meta(say('How Slack reaches the bot: over Socket Mode (no open port), or by HTTP requests.', 'socket')),
  port: count(0, 65_535).default(3000).meta(say('The port that requests are taken on, in http mode.', '3000')),
  host: words.default('127.0.0.1').meta(say('The address that requests are taken on, in http mode.', '0.0.0.0')),
  apiUrl: apiUrl.optional().meta(say('Where the Web API is, if not at slack.com.', 'https://slack-gov.com/api/')),
  oauth: OAuth.optional(),
})

const Account = z.strictObject({
  id: accountId.meta(say('The twelve digits of an AWS account, in quotes.', '"111122223333"')),
  alias: words
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/i, { error: 'letters, digits and hyphens are expected' })
    .meta(say('A name for the account, to be used in questions and answers.', 'prod')),
  ...awsAccountSettings,
})

const LogFiles = z.strictObject({
  name: words.meta(say('What answers call this place.', 'organisation trail')),
  path: words.meta(say('A folder of CloudTrail files; a relative path starts at the settings file.', './logs')),
  index: words
    .optional()
    .meta(
      say(
        'A folder where the bot may keep an index that makes repeated questions fast. Without it, none is kept.',
        './index',
      ),
    ),
})

const Limits = z.strictObject({
  questionsAtOnce: count(1, 64).default(4).meta(say('How many questions are worked on at once.', '4')),
  questionsAtOnceEach: count(1, 64).default(2).meta(say('How many of them may be of one person.', '2')),
  questionsWaiting: count(1, 10_000).default(500).meta(say('How many questions may wait; more are refused.', '500')),
  questionsWaitingEach: count(1, 10_000).default(60).meta(say('How many of them may be of one person.', '60')),
  dollarsUnasked: z
    .number({ error: 'an amount in dollars is expected' })
    .min(0)
    .max(1_000)
    .default(1)
    .meta(say('What a question may cost in AWS, in dollars, before its asker is shown a Run it button.', '1')),
  ...budgets,
  slackWaitSeconds: count(1, 600)
    .default(60)
    .meta(say('How long a message waits where Slack limits us or cannot be reached.', '60')),
  stopSeconds: count(0, 600)
    .default(20)
    .meta(say('How long questions under way may go on when the bot is told to stop.', '20')),
})

const Audit = z.strictObject({
  file: words
    .optional()
    .meta(
      say(
        'A file that a line is added to for everything that people do with the bot; the log has them anyway.',
        './audit.jsonl',
      ),
    ),
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9]{4,20}$/, { error: 'the id of a channel is expected; Slack shows it in the details' })
    .optional()
    .meta(say('A channel in which the same is told. The bot has to be in it.', 'C0123456789')),
  workspace: z
    .string()
    .regex(/^T[A-Z0-9]{4,20}$/, { error: 'the id of a workspace (T…) is expected' })
    .optional()
    .meta(
      say(
        'The workspace of that channel, with slack.oauth. What is done in other workspaces is not told there.',
        'T0123456789',
      ),
    ),
})

const Answers = z.strictObject({
  firstTimeDays: count(0, 365)
    .default(30)
    .meta(
      say(
        'How many days before the window are searched for what an identity did for the first time; 0 for none.',
        '30',
      ),
    ),
  throughSessions: z
    .boolean({ error: 'true or false is expected' })
    .default(true)
    .meta(
      say(
        'Whether an answer is told, once it stands, what was done through sessions that the identity opened.',
        'true',
      ),
    ),
})

/** Everything that can be set in the file. Secrets can't: they come from the environment. */
export const Settings = z
  .strictObject({
    slack: Slack.prefault({}),
    accounts: z
      .array(Account)
      .default([])
      .superRefine(unique(['id', 'alias']))
      .meta(say('The accounts that have a name.', '[{ id: "111122223333", alias: prod }]')),
    logFiles: z
      .array(LogFiles, { error: 'a list of places is expected' })
      .superRefine(unique(['name']))
      .default([])
      .meta(say('The folders of CloudTrail files that are looked in.', '[{ name: trail, path: ./logs }]')),
    aws: Aws.optional(),
    audit: Audit.prefault({}),
    store: Store.prefault({}),
    defaultWindow: z
      .string({ error: 'a length of time is expected' })
      .regex(/^[1-9]\d{0,3}[mhdw]$/, { error: 'a number and m, h, d or w is expected' })
      .default('24h')
      .meta(say('How far back a question looks that does not say when.', '24h')),
    logLevel: z
      .enum(['debug', 'info', 'warn', 'error'], { error: 'debug, info, warn or error is expected' })
      .default('info')
      .meta(say('What goes to the log. At debug it holds what people ask; never tokens.', 'info')),
    policy: z
      .array(PolicyRule, { error: 'a list of rules is expected' })
      .superRefine(unique(['name']))
      .default([])
      .meta(
        say('Who may ask what, where. Nobody may ask anything that no rule allows.', '[{ name: all, everyone: true }]'),
      ),
    redaction: Redaction.prefault({}),
    answers: Answers.prefault({}),
    telemetry: Telemetry.prefault({}),
    watches: Watches.prefault({}),
    limits: Limits.prefault({}),
    health: Health.prefault({}),
  })
  .refine(({ logFiles, aws }) => (Array.isArray(logFiles) && logFiles.length > 0) || aws !== undefined, {
    error: 'at least one place is expected, here or under aws',
    path: ['logFiles'],
    // Said together with whatever else is wrong, not only once that is mended.
    when: () => true,
  })
  .refine(({ watches, accounts, aws }) => watches.pushed === undefined || accounts.length > 0 || aws?.organization, {
    error: 'accounts are expected, or aws.organization: events of accounts that are not named are dropped',
    path: ['watches', 'pushed'],
  })
  .superRefine(checkWorkspaces)
export type Settings = z.infer<typeof Settings>

function isSafeUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(url))
}

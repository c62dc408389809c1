import { z } from 'zod'
import { DETAILS, IDENTITY_KINDS } from '../policy/policy.ts'
import { accountId, say, words } from './rules.ts'

const slackId = (letters: string, what: string) =>
  z.string({ error: `the id of ${what} is expected` }).regex(new RegExp(`^[${letters}][A-Z0-9]{4,20}$`), {
    error: `the id of ${what} is expected; Slack shows it in the details`,
  })

const flag = (fallback: boolean) => z.boolean({ error: 'true or false is expected' }).default(fallback)

const May = z.strictObject({
  accounts: z
    .array(accountId, { error: 'a list of account ids is expected' })
    .min(1, { error: 'at least one account is expected; leave it out for all' })
    .optional()
    .meta(say('The accounts that may be asked about; all where it is left out.', '["111122223333"]')),
  identities: z
    .array(z.enum(IDENTITY_KINDS, { error: `${IDENTITY_KINDS.join(', ')} are the kinds` }))
    .min(1, { error: 'at least one kind is expected; leave it out for all' })
    .optional()
    .meta(
      say(
        'The kinds of identity that may be asked about: people, roles, services, root. All where it is left out.',
        '[people, roles]',
      ),
    ),
  detail: z
    .enum(DETAILS, { error: 'counts, events or raw is expected' })
    .default('raw')
    .meta(say('How much may be seen: counts alone, events one by one, or whole records too.', 'events')),
  watches: flag(true).meta(say('Whether watches may be set.', 'true')),
  exports: flag(true).meta(say('Whether events may be exported as files.', 'false')),
  dollars: z
    .number({ error: 'an amount in dollars is expected' })
    .min(0)
    .max(10_000)
    .default(100)
    .meta(say('The most that one question may cost in AWS, in dollars, also where its asker says so.', '5')),
})

/** One entry of `policy`: who may ask what, where. */
export const PolicyRule = z
  .strictObject({
    name: words.meta(say('What refusals and the audit call this rule.', 'responders')),
    workspaces: z
      .array(slackId('TE', 'a workspace (T…) or organization (E…)'), { error: 'a list of ids is expected' })
      .min(1, { error: 'at least one workspace is expected' })
      .optional()
      .meta(
        say(
          'The workspaces (T…) and Enterprise Grid organizations (E…) it holds in. With slack.oauth every rule has to name them.',
          '[T0123456789]',
        ),
      ),
    channels: z
      .array(
        z.union([slackId('CG', 'a channel'), z.literal('dm')], { error: 'the id of a channel, or dm, is expected' }),
      )
      .min(1, { error: 'at least one channel is expected; leave it out for all' })
      .optional()
      .meta(
        say(
          'Where it holds: ids of channels, and dm for direct messages. Everywhere where it is left out.',
          '[C0123456789, dm]',
        ),
      ),
    people: z
      .array(slackId('UW', 'a person'))
      .default([])
      .meta(say('Who it is about: Slack ids of people.', '[U0123456789]')),
    groups: z
      .array(slackId('S', 'a user group'))
      .default([])
      .meta(say('And of user groups. Needs the scope usergroups:read.', '[S0123456789]')),
    everyone: flag(false).meta(say('Or everyone of the workspace who is no guest.', 'true')),
    may: May.prefault({}),
  })
  .refine(({ people, groups, everyone }) => everyone || people?.length > 0 || groups?.length > 0, {
    error: 'someone is expected: people, groups, or everyone: true',
    path: ['people'],
  })

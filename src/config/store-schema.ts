import { z } from 'zod'
import { region } from './aws-schema.ts'
import { isLoopback, say, words } from './rules.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const table = z
  .string({ error: "a table's name is expected" })
  .regex(/^[A-Za-z0-9_.-]{3,255}$/, { error: '3 to 255 letters, digits and _ . - are expected' })

/** Where things are kept: a file of this machine, or a table in DynamoDB. */
export const Store = z
  .strictObject({
    file: words
      .optional()
      .meta(
        say(
          'The file in which the bot keeps what it must not forget; a relative path starts at the settings file. If neither a file nor a table is given, `whodid.db` there.',
          './whodid.db',
        ),
      ),
    table: table
      .optional()
      .meta(say('A table in DynamoDB instead, for a bot without a disk; deploy/store.yml makes it.', 'whodid')),
    region: region.optional().meta(say('The Region that the table is in.', 'us-east-1')),
    endpoint: z
      .string({ error: 'an address is expected' })
      .refine((said) => URL.canParse(said) && isLoopback(said), { error: 'an address of this machine is expected' })
      .optional()
      .meta(say('A stand-in for DynamoDB on this machine, for trying things out.', 'http://127.0.0.1:8000')),
  })
  .superRefine(({ file, table, region, endpoint }, context) => {
    const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (file !== undefined && table !== undefined) complain('file', 'a file or a table is expected, not both')
    if (table !== undefined && region === undefined) complain('region', 'the Region of the table is expected')
    if (table === undefined && region !== undefined) complain('region', 'is for a table, and there is none')
    if (table === undefined && endpoint !== undefined) complain('endpoint', 'is for a table, and there is none')
  })
export type Store = z.infer<typeof Store>

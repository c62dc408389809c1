import { z } from 'zod'
import { say, words } from './rules.ts'

const list = z.array(words, { error: 'a list of words is expected' }).max(200, { error: 'at most 200 are taken' })

/** What is hidden in events besides what always is. Words and no patterns: none of them can be slow. */
export const Redaction = z.strictObject({
  fields: list
    .default([])
    .meta(
      say(
        'Names of fields whose values are hidden in events; a * at an end stands for anything.',
        '["*Pin", customerNumber]',
      ),
    ),
  beginnings: z
    .array(words.min(3, { error: 'at least three characters are expected' }), { error: 'a list of words is expected' })
    .max(200, { error: 'at most 200 are taken' })
    .default([])
    .meta(say('How your own secrets begin: words that begin so are hidden in events.', '[acme_live_]')),
})

import { z } from 'zod'
import { count, say, words } from './rules.ts'

/** Where whoever runs the bot may ask how it is. */
export const Health = z.strictObject({
  port: count(0, 65_535)
    .optional()
    .meta(
      say(
        'A port on which the bot says whether it lives (/health) and whether it can take questions (/ready). Without it, there is none.',
        '8080',
      ),
    ),
  host: words.default('127.0.0.1').meta(say('The address of that port.', '0.0.0.0')),
})

import { z } from 'zod'
import { count, isLoopback, say, words } from './rules.ts'

/** Where Slack sends a browser with a code that is worth a token: encrypted, or on this machine. */
const publicUrl = z.string({ error: 'an address is expected' }).refine(isPublicUrl, {
  error:
    'an address with https:// and without ?, # or /slack/… is expected; http:// only for 127.0.0.1, [::1] or localhost',
})

const workspace = z
  .string({ error: 'the id of a workspace or organization is expected' })
  .regex(/^[TE][A-Z0-9]{4,20}$/, { error: 'an id such as T0123456789 is expected, or E0123456789 for an organization' })

/** Several workspaces with one bot: each gets its own token, by Slack's OAuth flow, instead of the one in the environment. */
export const OAuth = z.strictObject({
  clientId: z
    .string({ error: 'the client id of the app is expected, in quotes: without quotes YAML takes it for a number' })
    .regex(/^\d{1,24}\.\d{1,24}$/, {
      error: 'the client id of the app is expected, such as "1234567890.1234567890123"',
    })
    .meta(say("The app's client id; Slack shows it under Basic Information.", '"1234567890.1234567890123"')),
  publicUrl: publicUrl.meta(
    say(
      'Where people install the bot: its pages are /slack/install and /slack/oauth_redirect below this address.',
      'https://whodid.example.com',
    ),
  ),
  workspaces: z
    .array(workspace, { error: 'a list of ids is expected' })
    .min(1, { error: 'at least one workspace or organization is expected: nobody else can install the bot' })
    .meta(
      say(
        'The workspaces (T…) and Enterprise Grid organizations (E…) that may install the bot. All others are refused.',
        '[T0123456789, E0123456789]',
      ),
    ),
  port: count(0, 65_535)
    .default(3001)
    .meta(say('The port of these pages, in socket mode. In http mode they are where requests are taken.', '3001')),
  host: words.default('127.0.0.1').meta(say('The address of that port.', '0.0.0.0')),
})

function isPublicUrl(said: string): boolean {
  if (!URL.canParse(said)) return false
  const { protocol, username, password, search, hash, pathname } = new URL(said)
  // The pages' own paths come behind it: copied from Slack's settings, they would be there twice.
  if (/\/slack\/(install|oauth_redirect|events)\/*$/.test(pathname)) return false
  if (username + password + search + hash !== '' || /[?#]/.test(said)) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(said))
}

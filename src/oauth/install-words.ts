import type { Page } from './page.ts'

/** Below the public address. */
export const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'

/** Beside the page it is on: the public address may have a path of its own. */
const AGAIN = { href: 'install', text: 'Start again' } as const
const UNCHANGED = 'Nothing was installed, and nothing was kept.'

type Whose = { readonly id: string; readonly name: string; readonly orgWide: boolean }

/** What is said to whoever installs the bot: what happened, and what to do next. `again` is where to begin anew. */
export const INSTALL_WORDS = {
  installed: ({ id, name, orgWide }: Whose, isNamed: boolean): Page => ({
    status: 200,
    title: `whodid is installed in ${name}`,
    said: [
      orgWide
        ? `It is installed for the whole organization ${name} (${id}). An administrator chooses the workspaces that it is added to.`
        : `The workspace is ${name} (${id}).`,
      isNamed
        ? 'A rule of the settings names it: whomever that lets may ask there.'
        : `Nobody there may ask anything yet: no rule of the settings names it. Whoever runs the bot adds ${id} to the workspaces of a rule under policy, and starts the bot anew.`,
      'In Slack: /invite @whodid in a channel, /whodid doctor to see what can be asked, then /whodid Alice 24h.',
    ],
  }),
  denied: {
    status: 200,
    title: 'whodid was not installed',
    said: ['You cancelled it in Slack. Nothing was changed, and you can close this page.'],
    next: AGAIN,
  },
  wrongState: {
    status: 403,
    title: 'This installation was not begun in this browser',
    said: [
      `${UNCHANGED} It happens where the link came from someone else, was opened in another browser than it was begun in, or where cookies are switched off.`,
      'Start again here, and stay in this browser until the end.',
    ],
    next: AGAIN,
  },
  expired: {
    status: 403,
    title: 'That took longer than ten minutes',
    said: [`${UNCHANGED} For safety, an installation has to be finished within ten minutes of its beginning.`],
    next: AGAIN,
  },
  used: {
    status: 403,
    title: 'This installation was already finished',
    said: [
      'The page was opened a second time; each installation is good for one. If the first time said that whodid is installed, it is, and there is nothing to do.',
    ],
    next: AGAIN,
  },
  notAllowed: ({ id, name }: Whose, isRevoked: boolean): Page => ({
    status: 403,
    title: `whodid may not be installed in ${name}`,
    said: [
      `The settings of the bot do not name ${id}. Nothing was kept${isRevoked ? ', and what Slack had granted was given back.' : '. What Slack had granted could not be given back: remove the app whodid there, under its settings in Slack.'}`,
      `If it should be allowed, whoever runs the bot adds ${id} to slack.oauth.workspaces in the settings, and starts it anew.`,
    ],
  }),
  missingScopes: (missing: readonly string[]): Page => ({
    status: 403,
    title: 'whodid was granted less than it needs',
    said: [
      `Without ${missing.join(', ')} it cannot work. ${UNCHANGED}`,
      'Start again, and leave the permissions that Slack does not mark as optional as they are. Where an administrator has to approve the app, ask them to approve these too.',
    ],
    next: AGAIN,
  }),
  refused: (code: string): Page => ({
    status: 400,
    title: 'Slack did not accept this installation',
    said: [`Slack says: ${code}. ${UNCHANGED} A code of Slack is good once, and for ten minutes.`],
    next: AGAIN,
  }),
  misconfigured: (code: string): Page => ({
    status: 500,
    title: 'The bot is not set up right',
    said: [
      `Slack says: ${code}. ${UNCHANGED} Starting again does not help.`,
      'Whoever runs the bot compares slack.oauth.clientId, slack.oauth.publicUrl and SLACK_CLIENT_SECRET with what Slack shows of the app: Basic Information, and the redirect URLs under OAuth & Permissions.',
    ],
  }),
  busy: {
    status: 429,
    title: 'Too many are installing just now',
    said: ['Nothing was done with this attempt yet. Wait a minute, and load this page again.'],
  },
  away: {
    status: 503,
    title: 'Slack cannot be reached just now',
    said: ['Whether whodid was installed cannot be told. Wait a minute, and start again: it does no harm if it was.'],
    next: AGAIN,
  },
  notKept: {
    status: 503,
    title: 'The bot cannot keep anything just now',
    said: [
      'Slack has granted what it was asked for, and it could not be kept. Whoever runs the bot finds the reason in its log.',
      'Start again when it works: it does no harm to install twice.',
    ],
    next: AGAIN,
  },
  noSuchPage: {
    status: 404,
    title: 'There is no such page',
    said: [`The bot is installed at ${INSTALL_PATH}.`],
  },
} as const satisfies Readonly<Record<string, Page | ((...given: never[]) => Page)>>

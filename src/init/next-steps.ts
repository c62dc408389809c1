import { type Choices, LATER, NO_CLIENT_ID, publicUrlOf } from './choices.ts'
import { MANIFEST, READER, SETTINGS } from './make-files.ts'

/** What is left to do by hand, one step each, with the commands to run. */
export function nextSteps({ road, aws, people, several }: Choices): readonly string[] {
  return [
    `Create the Slack app: https://api.slack.com/apps → Create New App → From a manifest → paste ${MANIFEST}.`,
    several !== undefined
      ? appSteps(road.kind)
      : road.kind === 'socket'
        ? 'Install App → copy the bot token (xoxb-…). Basic Information → App-Level Tokens → Generate, with connections:write (xapp-…).'
        : 'Install App → copy the bot token (xoxb-…). Basic Information → copy the signing secret.',
    ...(road.kind === 'lambda' ? lambdaSteps(road.url, several !== undefined) : []),
    ...(aws === undefined ? [] : awsSteps(aws, road.kind)),
    ...(road.kind === 'lambda' || several === undefined ? [] : [KEY_STEP]),
    ...(road.kind === 'lambda' ? [] : startSteps(road.kind, several !== undefined)),
    ...(several === undefined ? [] : installSteps(several, road.kind)),
    'In Slack: /invite @whodid in a channel, then /whodid doctor, then /whodid Alice 24h.',
    ...(people.length === 0
      ? [
          'Everyone who can use it there may ask everything now. When you are done trying, name people or groups under policy in whodid.yml.',
        ]
      : []),
  ]
}

/** For several workspaces nobody copies a token: each gets its own when it is installed there. */
function appSteps(kind: Choices['road']['kind']): string {
  const secret =
    kind === 'socket' ? 'App-Level Tokens → Generate, with connections:write (xapp-…)' : 'the signing secret'
  return `Basic Information → copy the client id into ${SETTINGS} (in the place of ${NO_CLIENT_ID}), the client secret, and ${secret}. Manage Distribution → Activate, where the workspaces are not of one organization.`
}

const KEY_STEP =
  'Make a key, and keep it like a password: without it, the bot has to be installed everywhere anew. It is WHODID_INSTALLATION_KEY.\n  openssl rand -base64 32'

function installSteps(
  { publicUrl, workspaces }: NonNullable<Choices['several']>,
  road: Choices['road']['kind'],
): readonly string[] {
  const proxy = `Have a proxy with HTTPS pass ${publicUrl}/slack/install and ${publicUrl}/slack/oauth_redirect on to port 3001 of the bot.`
  return [
    ...(road === 'socket' ? [proxy] : []),
    `In each of ${workspaces.join(', ')}, somebody who may install apps opens ${publicUrl}/slack/install. docs/workspaces.md says what then happens.`,
  ]
}

function startSteps(kind: 'socket' | 'http', isSeveral: boolean): readonly string[] {
  const secret = kind === 'socket' ? 'SLACK_APP_TOKEN=xapp-…' : 'SLACK_SIGNING_SECRET=…'
  const token = isSeveral ? 'SLACK_CLIENT_SECRET=… WHODID_INSTALLATION_KEY=…' : 'SLACK_BOT_TOKEN=xoxb-…'
  const start = `Start it:\n  ${token} ${secret} npm start`
  if (kind === 'socket') return [start]
  return [
    start,
    'Event Subscriptions → have Slack verify the address, now that somebody answers there. HTTPS ends at a proxy before the bot.',
  ]
}

function lambdaSteps(url: string, isSeveral: boolean): readonly string[] {
  return [
    isSeveral
      ? 'Keep the client secret, the signing secret and a new key (openssl rand -base64 32) as a SecureString of Parameter Store each, then npm run bundle, and npm run osls -- deploy with their ARNs and --param="oauth=yes", as docs/workspaces.md says.'
      : 'Keep both as a SecureString of Parameter Store each, then npm run bundle, and npm run osls -- deploy with their ARNs, as docs/deploy.md says.',
    ...(url === LATER
      ? [
          `Put the address that it prints in the place of ${LATER}: App Manifest → Save, and have Slack verify it.`,
          ...(isSeveral
            ? [
                `Put its beginning in the place of ${publicUrlOf(LATER)} too: in the manifest's redirect_urls, and as publicUrl in ${SETTINGS}; then bundle and deploy again.`,
              ]
            : []),
        ]
      : ['Event Subscriptions → have Slack verify the address, now that somebody answers there.']),
  ]
}

function awsSteps(
  { principal, accounts }: NonNullable<Choices['aws']>,
  road: Choices['road']['kind'],
): readonly string[] {
  const where = accounts.length > 1 ? 'each account (or once, as a StackSet with the same parameters)' : 'the account'
  const who =
    road === 'lambda'
      ? 'the ARNs of both roles that ask, with a comma between,'
      : 'the ARN of the role that the bot runs as'
  return [
    ...(principal === undefined ? [`Put ${who} into ${READER}, as BotPrincipal.`] : []),
    `In ${where}:\n` +
      '  aws cloudformation deploy --stack-name whodid-reader --template-file deploy/reader-role.yml \\\n' +
      `    --capabilities CAPABILITY_NAMED_IAM --parameter-overrides file://${READER}`,
    ...(road === 'lambda'
      ? []
      : ['Let the bot assume that role, as docs/deploy.md says, and try it:\n  npx whodid doctor --config whodid.yml']),
  ]
}

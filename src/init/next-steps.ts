import { type Choices, LATER } from './choices.ts'
import { MANIFEST, READER } from './make-files.ts'

/** What is left to do by hand, one step each, with the commands to run. */
export function nextSteps({ road, aws, people }: Choices): readonly string[] {
  return [
    `Create the Slack app: https://api.slack.com/apps → Create New App → From a manifest → paste ${MANIFEST}.`,
    road.kind === 'socket'
      ? 'Install App → copy the bot token (xoxb-…). Basic Information → App-Level Tokens → Generate, with connections:write (xapp-…).'
      : 'Install App → copy the bot token (xoxb-…). Basic Information → copy the signing secret.',
    ...(road.kind === 'lambda' ? lambdaSteps(road.url) : []),
    ...(aws === undefined ? [] : awsSteps(aws, road.kind)),
    ...(road.kind === 'lambda' ? [] : startSteps(road.kind)),
    'In Slack: /invite @whodid in a channel, then /whodid doctor, then /whodid Alice 24h.',
    ...(people.length === 0
      ? [
          'Everyone of the workspace may ask everything now. When you are done trying, name people or groups under policy in whodid.yml.',
        ]
      : []),
  ]
}

function startSteps(kind: 'socket' | 'http'): readonly string[] {
  const secret = kind === 'socket' ? 'SLACK_APP_TOKEN=xapp-…' : 'SLACK_SIGNING_SECRET=…'
  const start = `Start it:\n  SLACK_BOT_TOKEN=xoxb-… ${secret} npm start`
  if (kind === 'socket') return [start]
  return [
    start,
    'Event Subscriptions → have Slack verify the address, now that somebody answers there. HTTPS ends at a proxy before the bot.',
  ]
}

function lambdaSteps(url: string): readonly string[] {
  return [
    'Keep both as a SecureString of Parameter Store each, then npm run bundle, and npm run osls -- deploy with their ARNs, as docs/deploy.md says.',
    ...(url === LATER
      ? [`Put the address that it prints in the place of ${LATER}: App Manifest → Save, and have Slack verify it.`]
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

import type { Choices } from './choices.ts'
import { MANIFEST, READER } from './make-files.ts'

/** What is left to do by hand, one step each, with the commands to run. */
export function nextSteps({ road, aws, people }: Choices): readonly string[] {
  const secret = road.kind === 'socket' ? 'SLACK_APP_TOKEN=xapp-…' : 'SLACK_SIGNING_SECRET=…'
  return [
    `Create the Slack app: https://api.slack.com/apps → Create New App → From a manifest → paste ${MANIFEST}.`,
    road.kind === 'socket'
      ? 'Install App → copy the bot token (xoxb-…). Basic Information → App-Level Tokens → Generate, with connections:write (xapp-…).'
      : 'Install App → copy the bot token (xoxb-…). Basic Information → copy the signing secret.',
    ...(aws === undefined ? [] : awsSteps(aws)),
    road.kind === 'lambda'
      ? 'Give the functions both secrets and these settings, as docs/deploy.md says, and deploy them again.'
      : `Start it:\n  SLACK_BOT_TOKEN=xoxb-… ${secret} npm start`,
    ...(road.kind === 'socket'
      ? []
      : [
          'Event Subscriptions → have Slack verify the address, now that somebody answers there. HTTPS ends at a proxy before the bot.',
        ]),
    'In Slack: /invite @whodid in a channel, then /whodid doctor, then /whodid Alice 24h.',
    ...(people.length === 0
      ? [
          'Everyone of the workspace may ask everything now. When you are done trying, name people or groups under policy in whodid.yml.',
        ]
      : []),
  ]
}

function awsSteps({ principal, accounts }: NonNullable<Choices['aws']>): readonly string[] {
  const many = accounts.length > 1
  return [
    ...(principal === undefined
      ? [`Put the ARN of the role that the bot runs as into ${READER}, as BotPrincipal.`]
      : []),
    `In ${many ? 'each account (or once, as a StackSet with the same parameters)' : 'the account'}:\n` +
      '  aws cloudformation deploy --stack-name whodid-reader --template-file deploy/reader-role.yml \\\n' +
      `    --capabilities CAPABILITY_NAMED_IAM --parameter-overrides file://${READER}`,
    'Let the bot assume that role, as docs/deploy.md says, and try it:\n  npx whodid doctor --config whodid.yml',
  ]
}

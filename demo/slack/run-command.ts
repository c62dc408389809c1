import type { Channel } from './channels.ts'
import { inbound, placeOf, refused, type Doing } from './doing.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { APP_ID, SLACKBOT } from './people.ts'
import { post, whisper } from './post.ts'
import { isJson } from './record.ts'
import { sayThere } from './respond.ts'
import { asTyped } from './typed.ts'

/** Types a slash command. What Slack or the app answers is shown to the person alone. */
export async function runCommand(
  doing: Doing,
  command: string,
  text: string,
  where: string,
  thread: string | undefined,
): Promise<Outcome> {
  const { workspace, person } = doing
  const { team } = workspace.state
  const channel = placeOf(doing, where)
  const known = workspace.manifest.commands.find((each) => each.command === command)
  const objection = objectionTo(doing, channel, command, known !== undefined, thread)
  if (objection !== undefined) {
    shown(doing, channel, objection)
    return refused(objection)
  }
  const target = { person: person.id, channel: channel.id }
  const answer = await doing.send(
    inbound(doing, 'command', {
      token: 'fake-verification-token',
      team_id: team.id,
      team_domain: team.domain,
      ...(team.enterprise !== undefined && { enterprise_id: team.enterprise }),
      channel_id: channel.id,
      channel_name:
        channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name,
      user_id: person.id,
      user_name: person.name,
      command,
      text: asTyped(workspace.state, text, known?.should_escape === true ? 'command' : 'plain'),
      api_app_id: APP_ID,
      is_enterprise_install: 'false',
      response_url: workspace.responseUrls.make(target),
      trigger_id: workspace.triggers.make(person.id),
    }),
  )
  const outcome = outcomeOf(answer, command)
  if (outcome.kind === 'failed') shown(doing, channel, outcome.shown)
  if (outcome.kind === 'acked') showAck(doing, channel, `${command} ${text}`.trim(), outcome.body)
  return outcome
}

function objectionTo(
  doing: Doing,
  channel: Channel,
  command: string,
  known: boolean,
  thread: string | undefined,
): string | undefined {
  if (!known || doing.person.role === 'stranger') return `${command} is not a valid command.`
  if (thread !== undefined) return `${command} is not supported in threads. Sorry!`
  if (channel.archived) return `${command} cannot be used in an archived channel.`
  return undefined
}

/** An acknowledgement may carry an answer, and may show to the channel what was typed. */
function showAck(doing: Doing, channel: Channel, typed: string, body: unknown): void {
  const sent = typeof body === 'string' ? { text: body } : isJson(body) ? body : {}
  const { workspace, person } = doing
  if (sent.response_type === 'in_channel')
    post(workspace, { channel: channel.id, user: person.id, text: typed, quiet: true })
  if (sent.text === undefined && sent.blocks === undefined) return
  const answer = sayThere(workspace, { person: person.id, channel: channel.id }, sent)
  if (answer.status !== 200) shown(doing, channel, answer.body)
}

function shown(doing: Doing, channel: Channel, text: string): void {
  whisper(doing.workspace, { channel: channel.id, user: SLACKBOT, to: doing.person.id, text })
}

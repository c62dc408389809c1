import { placeOf, type Doing } from './doing.ts'
import type { SlackMessage } from './messages.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { BOT } from './people.ts'
import { post } from './post.ts'
import { findMessage } from './state.ts'
import { asTyped } from './typed.ts'

/** What a person said, and what the app made of being told. */
export type Spoken = { readonly message: SlackMessage; readonly outcome: Outcome }

/** Says something in a channel, a thread or to the bot directly; a mention of the bot is told as one. */
export async function speak(doing: Doing, text: string, where: string, thread: string | undefined): Promise<Spoken> {
  const { workspace, person } = doing
  const channel = placeOf(doing, where)
  if (channel.archived) throw new Error(`${where} is archived`)
  if (thread !== undefined && findMessage(workspace.state, channel.id, thread) === undefined)
    throw new Error(`no thread ${thread} in ${where}`)
  const message = post(workspace, {
    channel: channel.id,
    user: person.id,
    text: asTyped(workspace.state, text, 'message'),
    thread,
    quiet: true,
  })
  const mentioned = channel.kind !== 'im' && message.text.includes(`<@${BOT.user}>`)
  const answers = [
    await doing.tell({ kind: 'message', message }),
    mentioned ? await doing.tell({ kind: 'mention', message }) : undefined,
  ]
  const answer = answers[1] ?? answers[0]
  return { message, outcome: answer === undefined ? { kind: 'untold' } : outcomeOf(answer, 'the event') }
}

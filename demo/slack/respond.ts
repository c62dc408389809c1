import { LIMITS } from '../../src/message/block-limits.ts'
import { readContent } from './content.ts'
import { BOT } from './people.ts'
import { edit, post, whisper, withIds } from './post.ts'
import type { Json } from './record.ts'
import { isJson, textOf } from './record.ts'
import type { ResponseTarget } from './response-urls.ts'
import { findMessage } from './state.ts'
import type { Workspace } from './workspace.ts'

/** What a response_url answers: a status, and a word where it did not do it. */
type Answer = { readonly status: number; readonly body: string }

const DONE: Answer = { status: 200, body: 'ok' }

/** One use of a response_url. */
export function respond(workspace: Workspace, path: string, body: Buffer, seen: (request: Json) => void): Answer {
  let sent: unknown
  try {
    sent = JSON.parse(body.toString('utf8'))
  } catch {
    return { status: 400, body: 'invalid_payload' }
  }
  if (!isJson(sent)) return { status: 400, body: 'invalid_payload' }
  seen(sent)
  const target = workspace.responseUrls.use(path)
  if ('error' in target) return { status: 404, body: target.error }
  return sayThere(workspace, target, sent)
}

/** Does what an app says in answer to a command or click, whether in its acknowledgement or to a response_url. */
export function sayThere(workspace: Workspace, target: ResponseTarget, sent: Json): Answer {
  if (sent.delete_original === true) return removeOriginal(workspace, target)
  const content = readContent(workspace, textOf(sent, 'text'), sent.blocks, LIMITS.messageText)
  if ('code' in content) return { status: 400, body: content.code }
  const blocks = content.blocks ?? []
  if (sent.replace_original === true && target.message !== undefined)
    return replaceOriginal(workspace, target, content.text, blocks)
  const draft = {
    channel: target.channel,
    user: BOT.user,
    text: content.text,
    blocks,
    thread: textOf(sent, 'thread_ts'),
  }
  if (sent.response_type === 'in_channel') post(workspace, draft)
  else whisper(workspace, { ...draft, to: target.person })
  return DONE
}

function removeOriginal(workspace: Workspace, target: ResponseTarget): Answer {
  if (target.message === undefined) return { status: 404, body: 'message_not_found' }
  const list = target.message.ephemeral ? workspace.state.ephemerals : workspace.state.messages
  const place = list.findIndex((each) => each.channel === target.channel && each.ts === target.message?.ts)
  if (place < 0) return { status: 404, body: 'message_not_found' }
  list.splice(place, 1)
  workspace.changed({ kind: 'delete', channel: target.channel, ts: target.message.ts })
  return DONE
}

function replaceOriginal(workspace: Workspace, target: ResponseTarget, text: string, blocks: readonly Json[]): Answer {
  const ts = target.message?.ts ?? ''
  const ephemeral = workspace.state.ephemerals.find((each) => each.channel === target.channel && each.ts === ts)
  if (ephemeral !== undefined) {
    ephemeral.text = text
    ephemeral.blocks = withIds(workspace, blocks)
    workspace.changed({ kind: 'ephemeral', channel: target.channel, ts, person: target.person })
    return DONE
  }
  const message = findMessage(workspace.state, target.channel, ts)
  if (message === undefined) return { status: 404, body: 'message_not_found' }
  edit(workspace, message, text, blocks)
  return DONE
}

import { BOT } from '../people.ts'
import { post } from '../post.ts'
import type { Json } from '../record.ts'
import { recordsOf, textOf } from '../record.ts'
import { findMessage, type SlackFile } from '../state.ts'
import type { Workspace } from '../workspace.ts'
import type { Args } from './args.ts'
import type { Methods } from './method.ts'
import { writableChannel } from './place.ts'
import { Refusal } from './refusal.ts'

const write = { token: 'bot', scopes: ['files:write'], tier: 'tier4' } as const

/** Uploading in three steps. https://docs.slack.dev/messaging/working-with-files */
export const files: Methods = {
  'files.getUploadURLExternal': {
    ...write,
    run(workspace, args) {
      const length = args.number('length', 0)
      if (length <= 0) throw new Refusal('invalid_arguments')
      const file: SlackFile = { id: workspace.ids.next('F'), name: args.need('filename'), length, shared: false }
      workspace.state.files.set(file.id, file)
      return { upload_url: `${workspace.origin()}/upload/${file.id}`, file_id: file.id }
    },
  },
  'files.completeUploadExternal': { ...write, run: complete },
  'files.info': {
    token: 'bot',
    scopes: ['files:read'],
    tier: 'tier4',
    run(workspace, args) {
      const file = workspace.state.files.get(args.need('file'))
      if (file?.content === undefined) throw new Refusal('file_not_found')
      return { file: sayFile(file) }
    },
  },
}

/** The second step: the bytes themselves. False where they are not what was announced. */
export function upload(workspace: Workspace, id: string, content: Buffer): boolean {
  const file = workspace.state.files.get(id)
  if (file === undefined || file.content !== undefined || content.length !== file.length) return false
  file.content = content
  return true
}

function complete(workspace: Workspace, args: Args): Json {
  const done = recordsOf(args.json('files')).map((each) => {
    const file = workspace.state.files.get(textOf(each, 'id') ?? '')
    if (file === undefined) throw new Refusal('file_not_found')
    if (file.content === undefined) throw new Refusal('file_upload_incomplete')
    file.title = textOf(each, 'title') ?? file.name
    return file
  })
  const where = args.text('channel_id')
  if (where !== undefined) {
    const channel = writableChannel(workspace, where)
    const thread = args.text('thread_ts')
    if (thread !== undefined && findMessage(workspace.state, channel.id, thread) === undefined)
      throw new Refusal('thread_not_found')
    for (const file of done) file.shared = true
    post(workspace, {
      channel: channel.id,
      user: BOT.user,
      text: args.text('initial_comment') ?? '',
      thread,
      files: done.map(sayFile),
    })
  }
  workspace.changed({ kind: 'file' })
  return { files: done.map((file) => ({ id: file.id, title: file.title })) }
}

function sayFile(file: SlackFile): Json {
  return { id: file.id, name: file.name, title: file.title ?? file.name, size: file.length, user: BOT.user }
}

import { sayBlockError, validateBlocks, validateMessage } from '../../../src/message/validate-blocks.ts'
import { validateView } from '../../../src/message/validate-view.ts'
import { APP_ID, BOT } from '../people.ts'
import { isJson } from '../record.ts'
import { findMessage } from '../state.ts'
import type { Methods } from './method.ts'
import { writableChannel } from './place.ts'
import { Refusal } from './refusal.ts'

/** What does not belong to a family. */
export const other: Methods = {
  'auth.test': {
    token: 'bot',
    scopes: [],
    tier: 'none',
    run: ({ state: { team } }) => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: BOT.name,
      team_id: team.id,
      user_id: BOT.user,
      bot_id: BOT.bot,
      app_id: APP_ID,
      is_enterprise_install: false,
    }),
  },
  'reactions.add': {
    token: 'bot',
    scopes: ['reactions:write'],
    tier: 'tier3',
    run(workspace, args) {
      const channel = writableChannel(workspace, args.need('channel'))
      const message = findMessage(workspace.state, channel.id, args.need('timestamp'))
      if (message === undefined) throw new Refusal('message_not_found')
      const name = args.need('name')
      if (!/^[a-z0-9_+'-]+$/u.test(name)) throw new Refusal('invalid_name')
      if (message.reactions.some((each) => each.name === name && each.user === BOT.user))
        throw new Refusal('already_reacted')
      message.reactions.push({ name, user: BOT.user })
      workspace.changed({ kind: 'reaction', channel: channel.id, ts: message.ts })
      return {}
    },
  },
  'assistant.threads.setStatus': {
    token: 'bot',
    scopes: ['chat:write', 'assistant:write'],
    tier: 'tier4',
    run(workspace, args) {
      const channel = writableChannel(workspace, args.need('channel_id'))
      const ts = args.need('thread_ts')
      if (findMessage(workspace.state, channel.id, ts) === undefined) throw new Refusal('thread_not_found')
      workspace.state.statuses.set(`${channel.id}:${ts}`, args.text('status') ?? '')
      workspace.changed({ kind: 'status', channel: channel.id, ts })
      return {}
    },
  },
  'blocks.validate': {
    token: 'none',
    scopes: [],
    tier: 'none',
    run(_workspace, args) {
      const given = ['blocks', 'message', 'view'].filter((name) => args.all[name] !== undefined)
      const kind = given[0]
      if (kind === undefined || given.length > 1) throw new Refusal('invalid_arguments')
      const value = args.json(kind)
      const message = isJson(value) ? value : {}
      const errors =
        kind === 'view'
          ? validateView(value)
          : kind === 'blocks'
            ? validateBlocks('message', value)
            : validateMessage(message)
      if (errors.length > 0)
        throw new Refusal(`invalid_${kind}`, {
          errors: errors.map((error) => ({
            pointer: error.pointer,
            code: 'failed_constraint',
            message: sayBlockError(error),
          })),
        })
      return {}
    },
  },
}

import { never } from '../../src/lib/never.ts'
import type { Acting } from '../slack/as-person.ts'
import type { Given } from '../slack/elements.ts'
import type { Clickable } from '../slack/interact.ts'
import type { Outcome } from '../slack/outcome.ts'
import { isJson, recordsOf } from '../slack/record.ts'
import { findMessage, whatSees } from '../slack/state.ts'
import type { Act } from './act.ts'
import { invite } from './invite.ts'
import type { Done } from './seen.ts'
import { uploadFile } from './upload-file.ts'
import type { House } from './what-is-seen.ts'

const DONE: Done = { kind: 'untold' }

/** Does what a person did in the page, and says what became of it. */
export async function perform(house: House, who: string, act: Act): Promise<Done> {
  const { slack, memory } = house
  const person = slack.as(who)
  switch (act.kind) {
    case 'command':
      return await command(house, person, who, act)
    case 'say': {
      const { message, outcome } = await person.say(act.text, placeOf(act))
      if (act.alsoToChannel === true) memory.broadcasts.add(`${message.channel}:${message.ts}`)
      return { ...doneOf(outcome), ts: message.ts }
    }
    case 'click': {
      const target = targetOf(house, who, act.target)
      const given = act.given as Given | undefined
      return doneOf(
        given === undefined
          ? await person.click(target, act.action_id, act.block_id)
          : await person.select(target, act.action_id, given, act.block_id),
      )
    }
    case 'suggest':
      return doneOf(await person.suggest(targetOf(house, who, act.target), act.action_id, act.typed))
    case 'submit':
      return doneOf(await person.submitView(act.values as Record<string, Given>))
    case 'close-view':
      return doneOf(await person.closeView())
    case 'shortcut':
      return doneOf(await person.shortcut(act.callback_id))
    case 'message-shortcut': {
      const message = findMessage(slack.state, act.channel, act.ts)
      if (message === undefined) throw new Error('That message is gone.')
      return doneOf(await person.messageShortcut(act.callback_id, message))
    }
    case 'open-home':
      return doneOf(await person.openHome(act.tab))
    case 'read':
      memory.markRead(who, act.channel, act.ts)
      return DONE
    case 'react': {
      const message = findMessage(slack.state, act.channel, act.ts)
      const place = message?.reactions.findIndex((each) => each.name === act.name && each.user === who) ?? -1
      if (place >= 0) message?.reactions.splice(place, 1)
      else message?.reactions.push({ name: act.name, user: who })
      return DONE
    }
    case 'dismiss': {
      const { ephemerals } = slack.state
      const place = ephemerals.findIndex(
        (each) => each.ts === act.ts && each.channel === act.channel && each.to === who,
      )
      if (place >= 0) ephemerals.splice(place, 1)
      return DONE
    }
    case 'upload':
      uploadFile(slack, who, act)
      return DONE
    case 'jump':
      if (house.clock === undefined) throw new Error('This clock cannot be put forward.')
      house.clock.jump(act.ms)
      return DONE
    case 'switch':
      memory.switches.find((each) => each.id === act.id)?.set(act.on)
      return DONE
    default:
      return never(act)
  }
}

async function command(
  { slack }: House,
  person: Acting,
  who: string,
  act: Extract<Act, { kind: 'command' }>,
): Promise<Done> {
  if (act.command === '/invite') return invite(slack, who, act.channel, act.text)
  const before = slack.state.ephemerals.length
  const outcome = await person.command(act.command, act.text, placeOf(act))
  // Slack answers where the person typed, also where it does not let them.
  if (act.thread !== undefined)
    for (const each of slack.state.ephemerals.slice(before))
      if (each.to === who && each.channel === act.channel) Object.assign(each, { thread_ts: act.thread })
  return doneOf(outcome)
}

function placeOf({ channel, thread }: { readonly channel: string; readonly thread?: string | undefined }) {
  return { channel, ...(thread === undefined ? {} : { thread }) }
}

function targetOf({ slack }: House, who: string, target: Extract<Act, { kind: 'click' }>['target']): Clickable {
  const { state } = slack
  const all =
    target.kind === 'view'
      ? [...state.views, ...state.homes.values()].filter((each) => each.person === who && each.id === target.id)
      : Object.values(whatSees(state, who, target.channel)).flatMap(
          (list: readonly (Clickable & { readonly ts: string })[]) => list.filter((each) => each.ts === target.ts),
        )
  const found = all[0]
  if (found === undefined) throw new Error('That is gone.')
  return found
}

/** In the page's words: what Slack shows, and what a form or menu was told. */
function doneOf(outcome: Outcome): Done {
  switch (outcome.kind) {
    case 'failed':
    case 'refused':
      return { kind: outcome.kind, shown: outcome.shown }
    case 'untold':
      return DONE
    case 'acked': {
      const body = isJson(outcome.body) ? outcome.body : {}
      const errors = body.response_action === 'errors' && isJson(body.errors) ? body.errors : undefined
      const groups = recordsOf(body.option_groups)
      return {
        kind: 'acked',
        ...(errors === undefined
          ? {}
          : { errors: Object.fromEntries(Object.entries(errors).map(([id, said]) => [id, String(said)])) }),
        options: [...recordsOf(body.options), ...groups.flatMap((group) => recordsOf(group.options))],
      }
    }
    default:
      return never(outcome)
  }
}

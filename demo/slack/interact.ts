import { commonPayload, inbound, refused, type Doing } from './doing.ts'
import { filled, placedIn, type Given, type Placed } from './elements.ts'
import type { Ephemeral, SlackMessage } from './messages.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { isJson, recordsOf, textOf, type Json } from './record.ts'
import type { View } from './state.ts'
import { sayMessage } from './web-api/say-message.ts'
import { sayView } from './web-api/views.ts'

/** Where something can be clicked. */
export type Clickable = SlackMessage | Ephemeral | View

/** Clicks a button, or chooses something in a menu. The element is found by its action_id. */
export async function click(
  doing: Doing,
  target: Clickable,
  actionId: string,
  given?: Given,
  blockId?: string,
): Promise<Outcome> {
  const placed = elementIn(target, actionId, blockId)
  if (!doing.workspace.manifest.interactive)
    return refused('This app is not configured to handle interactive responses.')
  const action = { ...actionOf(doing, placed), ...filled(placed.element, given), type: placed.element.type }
  const modal = 'view' in target && target.type === 'modal' ? target.id : undefined
  const payload = { type: 'block_actions', ...commonPayload(doing, modal), ...around(doing, target), actions: [action] }
  return outcomeOf(await doing.send(inbound(doing, 'interactive', payload)), 'the click')
}

/** Types into a menu that asks the app for its options; the app's answer is in the outcome. */
export async function suggest(doing: Doing, target: Clickable, actionId: string, typed: string): Promise<Outcome> {
  const { element, block } = elementIn(target, actionId)
  const shortest = typeof element.min_query_length === 'number' ? element.min_query_length : 3
  if (typed.length < shortest) return refused('Keep typing')
  const payload = {
    type: 'block_suggestion',
    ...commonPayload(doing),
    ...around(doing, target),
    action_id: actionId,
    block_id: block.block_id,
    value: typed,
  }
  const answer = await doing.send(inbound(doing, 'options', payload))
  const outcome = outcomeOf(answer, 'the menu')
  if (outcome.kind !== 'acked') return outcome
  const body = isJson(outcome.body) ? outcome.body : {}
  const groups = recordsOf(body.option_groups)
  const options = [...recordsOf(body.options), ...groups.flatMap((group) => recordsOf(group.options))]
  if (options.length > 100) doing.workspace.log.problem('invalid-payload', `${actionId}: ${options.length} options`)
  return outcome
}

/** A shortcut from the menu, or on a message. */
export async function shortcut(doing: Doing, callbackId: string, message?: SlackMessage): Promise<Outcome> {
  const { workspace, person } = doing
  const type = message === undefined ? 'global' : 'message'
  if (!workspace.manifest.shortcuts.some((each) => each.callback_id === callbackId && each.type === type))
    return refused('There is no such shortcut.')
  const common = {
    ...commonPayload(doing),
    callback_id: callbackId,
    action_ts: workspace.ids.ts(workspace.clock.now()),
  }
  const payload =
    message === undefined
      ? { type: 'shortcut', ...common }
      : {
          type: 'message_action',
          ...common,
          message_ts: message.ts,
          message: sayMessage(workspace.state, message),
          channel: { id: message.channel, name: workspace.state.channels.get(message.channel)?.name },
          response_url: workspace.responseUrls.make({ person: person.id, channel: message.channel }),
        }
  return outcomeOf(await doing.send(inbound(doing, 'interactive', payload)), 'the shortcut')
}

function blocksOf(target: Clickable): readonly Json[] {
  return 'view' in target ? recordsOf(target.view.blocks) : target.blocks
}

/** An action_id is unique in its block alone. */
function elementIn(target: Clickable, actionId: string, blockId?: string): Placed {
  const all = placedIn(blocksOf(target))
  const placed = all.find(
    ({ element, block }) => element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  )
  if (placed !== undefined) return placed
  throw new Error(
    `nothing here has the action_id ${actionId}; there is: ${all.map((each) => String(each.element.action_id)).join(', ')}`,
  )
}

function actionOf(doing: Doing, { element, block }: Placed): Json {
  const ts = doing.workspace.ids.ts(doing.workspace.clock.now())
  const named = { action_id: element.action_id, block_id: block.block_id, action_ts: ts }
  const value = textOf(element, 'value')
  return {
    ...named,
    ...(element.text === undefined ? {} : { text: element.text }),
    ...(value === undefined ? {} : { value }),
  }
}

/** The message or view around what was clicked. */
function around(doing: Doing, target: Clickable): Json {
  const { workspace, person } = doing
  if ('view' in target)
    return {
      container: { type: 'view', view_id: target.id },
      view: sayView(target),
      ...(target.type === 'home' ? {} : { response_urls: [] }),
    }
  const ephemeral = 'to' in target
  const channel = workspace.state.channels.get(target.channel)
  const message = { ts: target.ts, ephemeral }
  const thread = target.thread_ts === undefined ? {} : { thread_ts: target.thread_ts }
  return {
    container: {
      type: 'message',
      message_ts: target.ts,
      channel_id: target.channel,
      is_ephemeral: ephemeral,
      ...thread,
    },
    channel: { id: target.channel, name: channel?.kind === 'im' ? 'directmessage' : channel?.name },
    ...(ephemeral ? {} : { message: sayMessage(workspace.state, target) }),
    state: { values: {} },
    response_url: workspace.responseUrls.make({ person: person.id, channel: target.channel, message }),
  }
}

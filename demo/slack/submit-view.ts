import { commonPayload, inbound, refused, type Doing } from './doing.ts'
import { filled, isEmpty, placedIn, type Given } from './elements.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { isJson, recordsOf, type Json } from './record.ts'
import type { View } from './state.ts'
import { Refusal } from './web-api/refusal.ts'
import { pushView, replaceView, sayView } from './web-api/views.ts'

/** Submits the topmost modal with these values by action_id; the rest stays as it was. */
export async function submitView(doing: Doing, values: Readonly<Record<string, Given>>): Promise<Outcome> {
  const view = topView(doing)
  const state = stateOf(view, values)
  if (state === undefined) return refused('Please complete all required fields.')
  const payload = {
    type: 'view_submission',
    ...commonPayload(doing, view.id),
    view: sayView(view, state),
    response_urls: [],
  }
  const outcome = outcomeOf(await doing.send(inbound(doing, 'interactive', payload)), 'the form')
  if (outcome.kind === 'acked') follow(doing, view, isJson(outcome.body) ? outcome.body : {})
  return outcome
}

/** Closes the topmost modal; the app is told where it asked to be. */
export async function closeView(doing: Doing): Promise<Outcome> {
  const view = topView(doing)
  remove(doing, [view])
  if (view.view.notify_on_close !== true) return { kind: 'untold' }
  const payload = { type: 'view_closed', ...commonPayload(doing), view: sayView(view), is_cleared: false }
  return outcomeOf(await doing.send(inbound(doing, 'interactive', payload)), 'the form')
}

function topView(doing: Doing): View {
  const view = doing.workspace.state.views.filter((each) => each.person === doing.person.id).at(-1)
  if (view === undefined) throw new Error(`${doing.person.name} has no modal open`)
  return view
}

/** The values of all inputs, or undefined where one that is required is empty. */
function stateOf(view: View, values: Readonly<Record<string, Given>>): Json | undefined {
  const state: Record<string, Record<string, Json>> = {}
  for (const { element, block } of placedIn(recordsOf(view.view.blocks))) {
    const id = String(element.action_id)
    const value = filled(element, values[id])
    if (value === undefined) continue
    if (block.type === 'input' && block.optional !== true && isEmpty(value)) return undefined
    const blockId = String(block.block_id)
    state[blockId] = { ...state[blockId], [id]: value }
  }
  return state
}

/** What the app's acknowledgement does to the modals: nothing said means that this one closes. */
function follow(doing: Doing, view: View, body: Json): void {
  const { workspace, person } = doing
  try {
    switch (body.response_action) {
      case 'errors':
        return
      case 'update':
        replaceView(workspace, view, body.view)
        return
      case 'push':
        pushView(workspace, person.id, body.view)
        return
      case 'clear':
        remove(
          doing,
          workspace.state.views.filter((each) => each.person === person.id),
        )
        return
      default:
        remove(doing, [view])
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    workspace.log.problem('invalid-payload', `response_action: ${error.code}`)
  }
}

function remove(doing: Doing, views: readonly View[]): void {
  const { state } = doing.workspace
  state.views.splice(0, state.views.length, ...state.views.filter((each) => !views.includes(each)))
  doing.workspace.changed({ kind: 'view', person: doing.person.id })
}

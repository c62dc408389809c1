import { sayBlockError } from '../../../src/message/validate-blocks.ts'
import { validateView } from '../../../src/message/validate-view.ts'
import { APP_ID, BOT } from '../people.ts'
import { withIds } from '../post.ts'
import type { Json } from '../record.ts'
import { isJson, recordsOf, textOf } from '../record.ts'
import type { View } from '../state.ts'
import type { Workspace } from '../workspace.ts'
import type { Args } from './args.ts'
import type { Methods } from './method.ts'
import { knownPerson } from './place.ts'
import { Refusal } from './refusal.ts'

const DEEPEST = 3
const method = { token: 'bot', scopes: [], tier: 'tier4' } as const

/** Modals and Home tabs. https://docs.slack.dev/reference/methods#views */
export const views: Methods = {
  'views.open': {
    ...method,
    run: (workspace, args) => {
      const { person } = triggerOf(workspace, args)
      workspace.state.views.splice(
        0,
        workspace.state.views.length,
        ...workspace.state.views.filter((each) => each.person !== person),
      )
      return { view: sayView(addView(workspace, readView(workspace, args.json('view'), 'modal'), person)) }
    },
  },
  'views.push': {
    ...method,
    // "generated from an interaction within the existing modal": not on Home, not under a message, not once it is closed.
    // Which error it gives then is not written down; this is the one of a view that is not there.
    run(workspace, args) {
      const { person, modal } = triggerOf(workspace, args)
      if (!workspace.state.views.some((each) => each.id === modal)) throw new Refusal('not_found')
      return { view: sayView(pushView(workspace, person, args.json('view'))) }
    },
  },
  'views.update': {
    ...method,
    run(workspace, args) {
      const id = args.text('view_id')
      const external = args.text('external_id')
      const all = [...workspace.state.views, ...workspace.state.homes.values()]
      const known = all.find((each) =>
        id === undefined ? external !== undefined && each.view.external_id === external : each.id === id,
      )
      if (known === undefined) throw new Refusal('not_found')
      checkHash(known, args)
      replaceView(workspace, known, args.json('view'))
      return { view: sayView(known) }
    },
  },
  'views.publish': {
    ...method,
    run(workspace, args) {
      const person = knownPerson(workspace, args.need('user_id'))
      const known = workspace.state.homes.get(person.id)
      if (known !== undefined) {
        checkHash(known, args)
        replaceView(workspace, known, args.json('view'))
        return { view: sayView(known) }
      }
      const home = newView(workspace, readView(workspace, args.json('view'), 'home'), person.id, 'home')
      workspace.state.homes.set(person.id, home)
      workspace.changed({ kind: 'home', person: person.id })
      return { view: sayView(home) }
    },
  },
}

/** A modal on top of those a person has open. */
export function pushView(workspace: Workspace, person: string, source: unknown): View {
  const open = workspace.state.views.filter((each) => each.person === person)
  if (open.length >= DEEPEST) throw new Refusal('push_limit_reached')
  return addView(workspace, readView(workspace, source, 'modal'), person, open.at(-1))
}

/** Puts another view in a view's place. */
export function replaceView(workspace: Workspace, known: View, source: unknown): void {
  known.view = readView(workspace, source, known.type)
  known.hash = workspace.ids.next('hash')
  workspace.changed({ kind: known.type === 'home' ? 'home' : 'view', person: known.person })
}

/** A view as Slack writes it in answers and payloads. */
export function sayView(view: View, values: Json = {}): Json {
  return {
    private_metadata: '',
    callback_id: '',
    ...view.view,
    id: view.id,
    team_id: view.team,
    hash: view.hash,
    state: { values },
    root_view_id: view.root,
    previous_view_id: view.previous ?? null,
    app_id: APP_ID,
    bot_id: BOT.bot,
  }
}

function readView(workspace: Workspace, source: unknown, type: 'modal' | 'home'): Json {
  const errors = validateView(source).map(sayBlockError)
  if (errors.length > 0 || !isJson(source)) {
    workspace.log.problem('invalid-payload', ['view', ...errors].join('; '))
    throw new Refusal('invalid_arguments', { response_metadata: { messages: errors.map((each) => `[ERROR] ${each}`) } })
  }
  if (source.type !== type)
    throw new Refusal('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] view type is not allowed here'] },
    })
  return { ...source, blocks: withIds(workspace, recordsOf(source.blocks)) }
}

function addView(workspace: Workspace, view: Json, person: string, below?: View): View {
  const external = textOf(view, 'external_id')
  if (external !== undefined && workspace.state.views.some((each) => each.view.external_id === external))
    throw new Refusal('duplicate_external_id')
  const made = newView(workspace, view, person, 'modal', below)
  workspace.state.views.push(made)
  workspace.changed({ kind: 'view', person })
  return made
}

function newView(workspace: Workspace, view: Json, person: string, type: 'modal' | 'home', below?: View): View {
  const id = workspace.ids.next('V')
  const previous = below === undefined ? {} : { previous: below.id }
  const team = workspace.state.team.id
  return { id, team, person, type, root: below?.root ?? id, ...previous, hash: workspace.ids.next('hash'), view }
}

function triggerOf(workspace: Workspace, args: Args) {
  const used = workspace.triggers.use(args.need('trigger_id'))
  if ('error' in used) throw new Refusal(used.error)
  return used
}

function checkHash(view: View, args: Args): void {
  const hash = args.text('hash')
  if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict')
}

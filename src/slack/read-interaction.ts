import { z } from 'zod'
import type { Asker, ClickJob, HomeJob, ShortcutJob, SubmitJob } from '../job/job.ts'
import type { Instant } from '../lib/instant.ts'
import { readWorkspace, SPELL, type Spell } from './read-workspace.ts'
import { readPlace } from './view-payload.ts'

const text = z.string().nullish()
const Person = z.object({ id: z.string().min(1), team_id: text })
const Trigger = z.object({ trigger_id: text })
const Common = z.object({
  user: Person,
  trigger_id: text,
})
const ViewSaid = z.object({
  id: z.string().min(1),
  callback_id: text,
  private_metadata: text,
  hash: text,
  type: text,
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).nullish(),
})

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const Click = Common.extend({
  type: z.literal('block_actions'),
  actions: z
    .array(
      z.object({
        action_id: z.string().min(1),
        block_id: text,
        value: text,
        selected_option: z.object({ value: text }).nullish(),
        action_ts: text,
      }),
    )
    .min(1),
  container: z.object({ message_ts: text, channel_id: text, thread_ts: text, is_ephemeral: z.boolean().nullish() }),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ ts: text, thread_ts: text }).nullish(),
  view: ViewSaid.nullish(),
  response_url: text,
})

/** Two clicks within so long are one that was made twice. */
const TWICE_MS = 10_000

/** A click as Slack sends it; its view is to be opened yet where `opens` says so. Undefined where nothing in it can be read. */
export function readClick(body: unknown, at: Instant, spell: Spell = SPELL): ClickJob | undefined {
  const read = Click.safeParse(body)
  const action = read.data?.actions[0]
  if (!read.success || action === undefined) return undefined
  const { data } = read
  const asker = askerOf(data, body, spell)
  const value = action.selected_option?.value ?? action.value ?? ''
  const shared = { kind: 'click', askedAt: at, asker, action: action.action_id, value } as const
  const id = data.trigger_id ?? action.action_ts
  if (!id) return undefined
  const key = `click:${id}`
  if (data.view != null) {
    const { token: ofView, channel, thread } = readPlace(data.view.private_metadata ?? '')
    const token = tokenOf(action.block_id) ?? ofView
    const twice = [
      'click',
      asker.person,
      data.view.id,
      data.view.hash ?? '',
      action.block_id ?? '',
      action.action_id,
      value,
    ]
    const venue = { channel, thread, responseUrl: undefined }
    // Nothing can be put over or into a Home tab, but for the whole of it.
    const view = data.view.type === 'home' ? undefined : data.view.id
    return { ...shared, key, venue, token, message: undefined, view, twice: bucket(twice, at) }
  }
  const channel = data.container.channel_id ?? data.channel?.id
  const ts = data.container.message_ts ?? data.message?.ts
  if (!channel || !ts) return undefined
  const ephemeral = data.container.is_ephemeral === true
  const thread = data.container.thread_ts ?? data.message?.thread_ts ?? (ephemeral ? undefined : ts)
  const token = (action.block_id ?? '').split('#')[0] ?? ''
  const twice = ['click', asker.person, channel, ts, action.action_id, value]
  return {
    ...shared,
    key,
    venue: { channel, thread: thread ?? undefined, responseUrl: data.response_url ?? undefined },
    token,
    message: ephemeral ? undefined : ts,
    view: undefined,
    twice: bucket(twice, at),
  }
}

/** In a view of several questions each row of buttons carries its own; Slack names the blocks that we do not. */
function tokenOf(blockId: string | null | undefined): string | undefined {
  const token = (blockId ?? '').split('#')[0] ?? ''
  return /^[qk]1\./.test(token) ? token : undefined
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const Submission = Common.extend({ type: z.literal('view_submission'), view: ViewSaid })

/** A form that was sent off. */
export function readSubmit(body: unknown, at: Instant, spell: Spell = SPELL): SubmitJob | undefined {
  const read = Submission.safeParse(body)
  if (!read.success) return undefined
  const { view } = read.data
  const { token, channel, thread } = readPlace(view.private_metadata ?? '')
  return {
    kind: 'submit',
    key: `view:${view.id}:${view.hash ?? ''}`,
    askedAt: at,
    asker: askerOf(read.data, body, spell),
    venue: { channel, thread, responseUrl: undefined },
    form: view.callback_id ?? '',
    token,
    values: valuesOf(view.state?.values ?? {}),
    view: view.id,
  }
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const Shortcut = Common.extend({
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string().min(1),
  action_ts: text,
  message: z.unknown().optional(),
  message_ts: text,
  channel: z.object({ id: z.string() }).nullish(),
  response_url: text,
})

/** A shortcut on a message, or from anywhere. */
export function readShortcut(body: unknown, at: Instant, spell: Spell = SPELL): ShortcutJob | undefined {
  const read = Shortcut.safeParse(body)
  const id = read.data?.trigger_id ?? read.data?.action_ts
  if (!read.success || !id) return undefined
  const { data } = read
  return {
    kind: 'shortcut',
    key: `shortcut:${id}`,
    askedAt: at,
    asker: askerOf(data, body, spell),
    venue: {
      channel: data.channel?.id ?? '',
      thread: threadOf(data.message) ?? data.message_ts ?? undefined,
      responseUrl: data.response_url ?? undefined,
    },
    shortcut: data.callback_id,
    message: data.message,
    view: undefined,
  }
}

/** https://docs.slack.dev/reference/events/app_home_opened */
const Home = z.object({
  event_id: text,
  event: z.object({ type: z.literal('app_home_opened'), user: z.string().min(1), tab: text }),
})

/** Someone opened the app's Home; undefined for its other tabs. */
export function readHome(
  body: unknown,
  at: Instant,
  envelopeId: string | undefined,
  spell: Spell = SPELL,
): HomeJob | undefined {
  const read = Home.safeParse(body)
  const id = read.data?.event_id ?? envelopeId
  if (!read.success || id === undefined || (read.data.event.tab ?? 'home') !== 'home') return undefined
  const { event } = read.data
  return {
    kind: 'home',
    key: `home:${id}`,
    askedAt: at,
    asker: { team: spell(readWorkspace(body)), person: event.user },
    venue: { channel: event.user, thread: undefined, responseUrl: undefined },
  }
}

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
const Suggestion = Common.extend({ type: z.literal('block_suggestion'), action_id: z.string(), value: z.string() })

/** What someone typed into a menu that asks us for its options. */
export function readSuggestion(
  body: unknown,
  spell: Spell = SPELL,
): { readonly asker: Asker; readonly action: string; readonly typed: string } | undefined {
  const read = Suggestion.safeParse(body)
  if (!read.success) return undefined
  return { asker: askerOf(read.data, body, spell), action: read.data.action_id, typed: read.data.value }
}

/** The trigger that a view may be opened with, for three seconds. */
export function triggerOf(body: unknown): string | undefined {
  return Trigger.safeParse(body).data?.trigger_id ?? undefined
}

function askerOf({ user }: z.infer<typeof Common>, body: unknown, spell: Spell): Asker {
  return { team: spell(readWorkspace(body)), person: user.id, home: user.team_id ?? undefined }
}

function threadOf(message: unknown): string | undefined {
  return z.object({ thread_ts: z.string() }).safeParse(message).data?.thread_ts
}

function bucket(parts: readonly string[], at: Instant): string {
  return `${parts.join(':')}@${Math.floor(at / TWICE_MS)}`
}

/** By action_id. Each kind of input has its value elsewhere. https://docs.slack.dev/reference/views#state */
function valuesOf(blocks: Readonly<Record<string, Readonly<Record<string, unknown>>>>): SubmitJob['values'] {
  const values: Record<string, string | readonly string[] | undefined> = {}
  for (const inputs of Object.values(blocks)) {
    for (const [action, input] of Object.entries(inputs)) values[action] = valueOf(input)
  }
  return values
}

const Choice = z.object({ value: z.string() })
const Input = z.object({
  value: text,
  selected_option: Choice.nullish(),
  selected_options: z.array(Choice).nullish(),
  selected_conversation: text,
  selected_channel: text,
  selected_user: text,
  selected_date: text,
  selected_time: text,
  selected_date_time: z.number().nullish(),
})

function valueOf(input: unknown): string | readonly string[] | undefined {
  const { data } = Input.safeParse(input)
  if (data === undefined) return undefined
  if (data.selected_options) return data.selected_options.map(({ value }) => value)
  const one =
    data.value ??
    data.selected_option?.value ??
    data.selected_conversation ??
    data.selected_channel ??
    data.selected_user ??
    data.selected_date ??
    data.selected_time ??
    data.selected_date_time
  return one == null ? undefined : String(one)
}

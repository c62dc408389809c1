import { z } from 'zod'

const where = { channel: z.string(), thread: z.string().optional() }
const target = z.union([
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('view'), id: z.string() }),
])
const given = z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())])

const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), command: z.string(), text: z.string(), ...where }),
  z.object({ kind: z.literal('say'), text: z.string().min(1), alsoToChannel: z.boolean().optional(), ...where }),
  z.object({
    kind: z.literal('click'),
    target,
    action_id: z.string(),
    block_id: z.string().optional(),
    given: given.optional(),
  }),
  z.object({ kind: z.literal('suggest'), target, action_id: z.string(), typed: z.string() }),
  z.object({ kind: z.literal('submit'), values: z.record(z.string(), given) }),
  z.object({ kind: z.literal('close-view') }),
  z.object({ kind: z.literal('shortcut'), callback_id: z.string() }),
  z.object({ kind: z.literal('message-shortcut'), callback_id: z.string(), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('open-home'), tab: z.enum(['home', 'messages']) }),
  z.object({ kind: z.literal('read'), channel: z.string(), ts: z.string() }),
  z.object({
    kind: z.literal('react'),
    channel: z.string(),
    ts: z.string(),
    name: z.string().regex(/^[a-z0-9_+-]+$/u),
  }),
  z.object({ kind: z.literal('dismiss'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('upload'), name: z.string().min(1), base64: z.base64(), text: z.string(), ...where }),
  z.object({ kind: z.literal('jump'), ms: z.number().int().positive() }),
  z.object({ kind: z.literal('switch'), id: z.string(), on: z.boolean() }),
])

/** Something that the person in the page does. */
export type Act = z.infer<typeof act>

const order = z.object({ as: z.string(), act })

/** Reads what the page sent. Throws a sentence where it is nothing that can be done. */
export function readOrder(source: unknown): { readonly as: string; readonly act: Act } {
  const read = order.safeParse(source)
  if (!read.success) throw new Error(z.prettifyError(read.error))
  return read.data
}

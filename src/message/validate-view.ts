import { LIMITS } from './block-limits.ts'
import { validateBlocks } from './validate-blocks.ts'
import { anything, boolean, isRecord, object, oneOf, optional, string, type BlockError } from './validate-rule.ts'
import { plainText } from './validate-text.ts'

const shared = {
  blocks: anything,
  private_metadata: optional(string(LIMITS.privateMetadata, 0)),
  callback_id: optional(string(LIMITS.callbackId, 0)),
  external_id: optional(string(LIMITS.callbackId)),
}
const modal = object({
  ...shared,
  type: oneOf('modal'),
  title: plainText(LIMITS.viewTitle),
  submit: optional(plainText(LIMITS.viewTitle)),
  close: optional(plainText(LIMITS.viewTitle)),
  clear_on_close: optional(boolean),
  notify_on_close: optional(boolean),
  submit_disabled: optional(boolean),
})
const home = object({ ...shared, type: oneOf('home') })

/** What Slack would refuse in a view, a modal or a Home tab. */
export function validateView(view: unknown): readonly BlockError[] {
  if (!isRecord(view)) return [{ pointer: '/view', message: 'must provide an object' }]
  const surface = view.type === 'home' ? 'home' : 'modal'
  const errors: BlockError[] = []
  const rule = surface === 'home' ? home : modal
  rule(view, '/view', errors)
  if (view.blocks !== undefined) {
    for (const error of validateBlocks(surface, view.blocks))
      errors.push({ ...error, pointer: `/view${error.pointer}` })
  }
  if (surface === 'modal' && view.submit === undefined && hasInput(view.blocks))
    errors.push({ pointer: '/view', message: 'missing required field: submit' })
  return errors
}

function hasInput(blocks: unknown): boolean {
  return Array.isArray(blocks) && blocks.some((block) => isRecord(block) && block.type === 'input')
}

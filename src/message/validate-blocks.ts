import { characters, LIMITS } from './block-limits.ts'
import { KINDS, type Surface } from './validate-block-kinds.ts'
import { isRecord, type BlockError } from './validate-rule.ts'
import { validateTotals } from './validate-totals.ts'

/**
 * What Slack would refuse in these blocks, in Slack's own words; nothing where it would take them. Pure, and never
 * throws: it looks at every message before it is sent.
 */
export function validateBlocks(surface: Surface, blocks: unknown): readonly BlockError[] {
  if (!Array.isArray(blocks)) return [{ pointer: '/blocks', message: 'must provide an array' }]
  const max = surface === 'message' ? LIMITS.messageBlocks : LIMITS.viewBlocks
  if (blocks.length > max) return [{ pointer: '/blocks', message: `no more than ${max} items allowed` }]
  const errors: BlockError[] = []
  for (const [index, block] of blocks.entries()) validateBlock(surface, block, `/blocks/${index}`, errors)
  validateTotals(surface, blocks, errors)
  return errors
}

/** What is wrong with a message as a whole: its blocks, and the text that every message must have. */
export function validateMessage(message: {
  readonly text?: unknown
  readonly blocks?: unknown
}): readonly BlockError[] {
  const errors: BlockError[] = []
  if (typeof message.text !== 'string' || message.text.trim() === '')
    errors.push({ pointer: '/text', message: 'missing required field: text' })
  else if (characters(message.text) > LIMITS.messageText)
    errors.push({ pointer: '/text', message: `must be less than ${LIMITS.messageText + 1} characters` })
  if (message.blocks !== undefined) errors.push(...validateBlocks('message', message.blocks))
  return errors
}

/** One line, as Slack writes it in `errors` and `response_metadata.messages`. */
export function sayBlockError(error: BlockError): string {
  return `${error.message} [json-pointer:${error.pointer}]`
}

function validateBlock(surface: Surface, block: unknown, pointer: string, errors: BlockError[]): void {
  if (!isRecord(block)) {
    errors.push({ pointer, message: 'must provide an object' })
    return
  }
  const type = block.type
  if (type === undefined) {
    errors.push({ pointer, message: 'missing required field: type' })
    return
  }
  const said = typeof type === 'string' ? type.slice(0, 60) : typeof type
  const kind = typeof type === 'string' && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  if (kind === undefined) {
    errors.push({ pointer: `${pointer}/type`, message: `unsupported type: ${said}` })
    return
  }
  if (!kind.surfaces.includes(surface)) {
    errors.push({
      pointer: `${pointer}/type`,
      message: `block type is not supported in a ${surface}: ${said}`,
    })
    return
  }
  kind.rule(block, pointer, errors)
}

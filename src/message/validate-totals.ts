import { characters, LIMITS } from './block-limits.ts'
import type { Surface } from './validate-block-kinds.ts'
import { isRecord, type BlockError } from './validate-rule.ts'

type Blocks = readonly unknown[]

/** What no block can say alone: ids used twice, and how many of some kinds a message may hold. */
export function validateTotals(surface: Surface, blocks: Blocks, errors: BlockError[]): void {
  uniqueBlockIds(blocks, errors)
  uniqueActionIds(blocks, errors)
  if (surface !== 'message') return
  atMost(blocks, 'table', LIMITS.tablesPerMessage, errors)
  atMost(blocks, 'data_visualization', LIMITS.chartsPerMessage, errors)
  if (markdownLength(blocks) > LIMITS.markdownCharacters)
    errors.push({
      pointer: '/blocks',
      message: `markdown must be less than ${LIMITS.markdownCharacters + 1} characters in all`,
    })
  if (tableLength(blocks) > LIMITS.tableCharacters)
    errors.push({
      pointer: '/blocks',
      message: `table cells must be less than ${LIMITS.tableCharacters + 1} characters in all`,
    })
  if (messageLength(blocks) > LIMITS.messageCharacters) errors.push({ pointer: '/blocks', message: TOO_LONG })
}

/** The one refusal that Slack gives a name of its own, and without a pointer. */
export const TOO_LONG = 'msg_blocks_too_long'

/**
 * How much of `LIMITS.messageCharacters` these blocks use. Slack does not say how it counts; this follows what people
 * measured (all text, and something for each further block) and errs on the careful side.
 */
export function messageLength(blocks: Blocks): number {
  const text = blocks.reduce<number>((sum, block) => sum + textIn(block), 0)
  return text + Math.max(0, blocks.length - 1) * LIMITS.blockOverhead
}

/** How much of `LIMITS.tableCharacters` the cells of all tables use. */
function tableLength(blocks: Blocks): number {
  const tables = blocks.filter((block) => isRecord(block) && (block.type === 'table' || block.type === 'data_table'))
  return tables.reduce<number>((sum, block) => sum + textIn(isRecord(block) ? block.rows : undefined), 0)
}

function markdownLength(blocks: Blocks): number {
  const parts = blocks.filter((block) => isRecord(block) && block.type === 'markdown')
  return parts.reduce<number>((sum, block) => sum + textIn(block), 0)
}

const SHOWN = new Set([
  'text',
  'title',
  'caption',
  'label',
  'name',
  'fallback',
  'alt_text',
  'url',
  'x_label',
  'y_label',
])
const DEEPEST = 16

function textIn(value: unknown, depth = 0): number {
  if (depth > DEEPEST) return 0
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + textIn(each, depth + 1), 0)
  if (!isRecord(value)) return 0
  let sum = 0
  for (const [name, each] of Object.entries(value)) {
    if (typeof each === 'string') sum += SHOWN.has(name) ? characters(each) : 0
    else sum += textIn(each, depth + 1)
  }
  return sum
}

function atMost(blocks: Blocks, type: string, max: number, errors: BlockError[]): void {
  const found = [...blocks.entries()].filter(([, block]) => isRecord(block) && block.type === type)
  for (const [index] of found.slice(max)) {
    errors.push({ pointer: `/blocks/${index}`, message: `no more than ${max} ${type} blocks allowed` })
  }
}

function uniqueBlockIds(blocks: Blocks, errors: BlockError[]): void {
  const seen = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const id = isRecord(block) ? block.block_id : undefined
    if (typeof id !== 'string') continue
    if (seen.has(id)) errors.push({ pointer: `/blocks/${index}/block_id`, message: 'block_id must be unique' })
    seen.add(id)
  }
}

function uniqueActionIds(blocks: Blocks, errors: BlockError[]): void {
  for (const [index, block] of blocks.entries()) {
    if (!isRecord(block) || !Array.isArray(block.elements)) continue
    const seen = new Set<string>()
    for (const [place, element] of block.elements.entries()) {
      const id = isRecord(element) ? element.action_id : undefined
      if (typeof id !== 'string') continue
      if (seen.has(id))
        errors.push({ pointer: `/blocks/${index}/elements/${place}/action_id`, message: 'action_id must be unique' })
      seen.add(id)
    }
  }
}

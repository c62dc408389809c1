import { characters } from '../../src/message/block-limits.ts'
import { sayBlockError, validateBlocks } from '../../src/message/validate-blocks.ts'
import { TOO_LONG } from '../../src/message/validate-totals.ts'
import type { Json } from './record.ts'
import { recordsOf } from './record.ts'
import type { Workspace } from './workspace.ts'

/** What a message is to say, as Slack took it. */
export type Content = { readonly text: string; readonly blocks: readonly Json[] | undefined }

/** Why Slack does not take it. */
export type Objection = { readonly code: string; readonly more: Json }

/** Looks at text and blocks as Slack does before it takes a message, whichever way the message came. */
export function readContent(
  workspace: Workspace,
  text: string | undefined,
  blocks: unknown,
  maxText: number,
): Content | Objection {
  const given = blocks === undefined || blocks === null ? undefined : blocks
  const hasBlocks = Array.isArray(given) && given.length > 0
  if ((text === undefined || text === '') && !hasBlocks) return { code: 'no_text', more: {} }
  if (text === undefined || text === '') workspace.log.problem('missing-text', 'a message has blocks and no text')
  if (text !== undefined && characters(text) > maxText) return refuse(workspace, 'msg_too_long', [])
  if (given !== undefined) {
    const errors = validateBlocks('message', given)
    const said = errors.map(sayBlockError)
    if (errors.length > 0)
      return refuse(workspace, errors.every((error) => error.message === TOO_LONG) ? TOO_LONG : 'invalid_blocks', said)
  }
  return { text: text ?? '', blocks: given === undefined ? undefined : recordsOf(given) }
}

function refuse(workspace: Workspace, code: string, said: readonly string[]): Objection {
  workspace.log.problem('invalid-payload', [code, ...said].join('; '))
  if (code !== 'invalid_blocks') return { code, more: {} }
  return { code, more: { errors: said, response_metadata: { messages: said.map((each) => `[ERROR] ${each}`) } } }
}

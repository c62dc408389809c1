import type { AnyBlock } from '@slack/types'
import { characters } from './block-limits.ts'
import { escapeText } from './escape.ts'
import type { Message } from './message.ts'
import { plainText } from './plain.ts'

/** An edited message may have no longer `text` than 4,000 characters. */
const TEXT = 3_800
/**
 * Slack refuses messages above some 13,200 characters and does not say what it counts. The blocks as JSON are longer than
 * any way of counting.
 */
const BLOCKS = 12_800

/** A message from its blocks; its text says the same as they do. */
export function makeMessage(blocks: readonly AnyBlock[]): Message {
  return { text: cutText(plainText(blocks)), blocks }
}

/** Whether Slack takes so much as one message. */
export function isShortEnough(blocks: readonly AnyBlock[]): boolean {
  return JSON.stringify(blocks).length <= BLOCKS
}

/** The longest message that Slack takes: `make` is asked for ever shorter lists until it fits. */
export function fitMessage(make: (most: number) => readonly AnyBlock[]): Message {
  for (const most of [100, 70, 50, 35, 25, 16, 10, 6, 4, 3, 2]) {
    const blocks = make(most)
    if (isShortEnough(blocks)) return makeMessage(blocks)
  }
  return makeMessage(make(1))
}

/** Whole lines, as many as fit. */
function cutText(text: string): string {
  const lines = text.split('\n').map(escapeText)
  const kept: string[] = []
  let room = TEXT
  for (const [index, line] of lines.entries()) {
    room -= characters(line) + 1
    if (room < 0) return [...kept, `… and ${lines.length - index} more lines`].join('\n')
    kept.push(line)
  }
  return kept.join('\n')
}

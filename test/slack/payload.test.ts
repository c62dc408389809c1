import { describe, expect, test } from 'vitest'
import { makePayload, plainPayload } from '../../src/slack/payload.ts'
import { makeQuietLog } from './quiet-log.ts'

const blocks = [{ type: 'divider' }] as const

describe('a message as its text alone', () => {
  test.each([
    ['*bold* :skull:', '```\n*bold* :skull:\n```'],
    ['', '```\nThis message cannot be shown.\n```'],
    ['x'.repeat(4_000), `\`\`\`\n${'x'.repeat(3_900)}…\n\`\`\``],
  ])('%j is a block of code, in which nothing has a meaning', (text, sent) => {
    expect(plainPayload({ text, blocks })).toEqual({ text: sent })
  })

  test.each(['``', '```', '````` a ```', '`'.repeat(3_999)])('%j in it does not end the block', (text) => {
    const sent = plainPayload({ text, blocks }).text

    expect(sent.slice(4, -4)).not.toContain('```')
    expect(Array.from(sent).length).toBeLessThanOrEqual(3_909)
  })
})

test('a message with blocks keeps its text, for notifications', () => {
  const payload = makePayload({ text: '*bold*', blocks }, () => [], makeQuietLog())

  expect(payload).toEqual({ text: '*bold*', blocks })
})

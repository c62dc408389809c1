import { describe, expect, it } from 'vitest'
import { helpText } from '../../src/question/help.ts'
import { ask } from './asking.ts'

const examples = helpText().flatMap((section) => section.examples)
const READ = ['understood', 'watch', 'watches', 'change-watch', 'edit-watch']

it.each(examples)('the example $words in the help reads', ({ words }) => {
  expect(READ).toContain(ask(words).kind)
})

describe('help', () => {
  it.each([
    '',
    '   ',
    'help',
    'Help',
    '/help',
    '?',
    '--help',
    '-h',
    'whodid',
    '/whodid help',
    'help me',
    'who',
    'what did',
  ])('%j asks for all of it', (words) => {
    expect(ask(words)).toEqual({ kind: 'help', topic: undefined })
  })

  it.each(['start', 'who', 'what', 'when', 'watch'])('help %s asks for that section alone', (topic) => {
    expect(ask(`help ${topic}`)).toEqual({ kind: 'help', topic })
    expect(helpText(topic).map((section) => section.topic)).toEqual([topic])
  })

  it.each(['"help"', 'user:help', 'help Alice 24h'])('%j is a question', (words) => {
    expect(ask(words).kind).not.toBe('help')
  })

  it('an unknown topic shows everything', () => {
    expect(helpText('constructor')).toEqual(helpText())
  })
})

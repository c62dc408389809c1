import { describe, expect, it } from 'vitest'
import { sayInWords } from '../../src/question/say-in-words.ts'
import { ask, termsOf } from './asking.ts'

describe('via: says where to look', () => {
  it.each([
    ['Alice 24h via:history', ['event-history']],
    ['via:logs Alice', ['cloudwatch-logs']],
    ['Alice via:Athena', ['athena']],
    ['Alice via: files', ['log-files']],
    ['Alice via:history via:athena via:history', ['event-history', 'athena']],
    ['Alice', undefined],
  ])('%s', (words, via) => {
    const reading = ask(words)

    expect(reading.kind === 'understood' && reading.question.via).toEqual(via)
    expect(termsOf(reading)).toBe('name=Alice')
  })

  it('and an unknown place is told, with the nearest', () => {
    expect(ask('Alice via:athna')).toMatchObject({ kind: 'unclear', word: 'via:athna', suggestion: 'Alice via:athena' })
    expect(ask('Alice via:')).toMatchObject({ kind: 'unclear' })
  })

  it('and it cannot be left out', () => {
    expect(ask('Alice not via:athena')).toMatchObject({ kind: 'unclear' })
    expect(ask('Alice -via:athena')).toMatchObject({ kind: 'unclear' })
  })

  it('and is said', () => {
    const reading = ask('Alice via:history via:files')

    expect(reading.kind === 'understood' && sayInWords(reading.question)).toBe(
      'What Alice did, in event history or in log files only',
    )
  })
})

it.each(['doctor', ' Doctor ', '/whodid doctor', '@whodid doctor'])('%j asks what can be asked', (words) => {
  expect(ask(words)).toEqual({ kind: 'doctor' })
})

it.each(['"doctor"', 'user:doctor', 'doctor 24h'])('%j is a question about somebody', (words) => {
  expect(termsOf(ask(words))).toMatch(/=doctor$/)
})

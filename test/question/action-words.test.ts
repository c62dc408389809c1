import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { ANSWER_ACTIONS } from '../../src/message/answer-buttons.ts'
import { actionWords } from '../../src/question/action-words.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { sayQuestion } from '../../src/question/say-question.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 14))
const DAY = '2026-11-22T14:00:00Z..2026-11-23T14:00:00Z'

describe('a button asks', () => {
  it.each([
    ['run', `by service Alice ${DAY}`, `by service Alice ${DAY}`],
    ['events', `Alice ${DAY}`, `events Alice ${DAY}`],
    ['behind', `Alice ${DAY}`, `behind Alice ${DAY}`],
    ['by-service', `Alice ${DAY}`, `by service Alice ${DAY}`],
    ['by-session', `Alice ${DAY}`, `by session Alice ${DAY}`],
    ['export-csv', `Alice ${DAY}`, `export csv Alice ${DAY}`],
    ['export-jsonl', `Alice ${DAY}`, `export jsonl Alice ${DAY}`],
    ['export-report', `Alice ${DAY}`, `export report Alice ${DAY}`],
    ['only-changes', `Alice ${DAY}`, `Alice writes ${DAY}`],
    ['only-changes', `Alice denied ${DAY}`, `Alice writes ${DAY}`],
    ['only-refusals', `Alice writes on sg-1 ${DAY}`, `Alice on:sg-1 denied ${DAY}`],
    ['everything', `Alice writes denied ${DAY}`, `Alice ${DAY}`],
    ['longer', `Alice ${DAY}`, 'Alice 2026-11-20T14:00:00Z..2026-11-23T14:00:00Z'],
    ['shorter', `Alice ${DAY}`, 'Alice 2026-11-23T08:00:00Z..2026-11-23T14:00:00Z'],
    ['shorter', 'Alice 2026-11-23T13:30:00Z..2026-11-23T14:00:00Z', 'Alice 2026-11-23T13:45:00Z..2026-11-23T14:00:00Z'],
    // What followed a window that ended long ago is wanted as much as what came before it.
    ['longer', 'Alice 2026-11-10T14:00:00Z..2026-11-10T15:00:00Z', 'Alice 2026-11-10T11:30:00Z..2026-11-10T17:30:00Z'],
  ])('%s, under `%s`: `%s`', (action, words, expected) => {
    const asked = actionWords(action, understood(words), NOW)

    expect(understood(asked ?? '')).toEqual(understood(expected))
  })

  it('nothing where there is no such action', () => {
    expect(actionWords('no-such', understood(`Alice ${DAY}`), NOW)).toBeUndefined()
  })

  it('something for every button there is, but for those that are answered otherwise', () => {
    const unanswered = ANSWER_ACTIONS.filter(
      (action) => actionWords(action, understood(`Alice ${DAY}`), NOW) === undefined,
    )

    expect(unanswered).toEqual(['widen', 'watch'])
  })
})

describe('may', () => {
  it.each([
    ['may <@U0ALICE> role:Admin 7d', 'U0ALICE', 'role:Admin'],
    ['may I role:Admin 7d', undefined, 'role:Admin'],
    ['may me events Alice', undefined, 'Alice'],
  ])('%s', (words, person, about) => {
    const reading = readQuestion(words, { now: NOW, zone: 'UTC', accounts: [] })
    const asked = reading.kind === 'may' ? sayQuestion(reading.asked.question) : ''

    expect(reading).toMatchObject({ kind: 'may', person })
    expect(asked).toContain(about)
  })

  it.each(['may', 'May errors', 'may role:Admin'])('%s: a name', (words) => {
    expect(readQuestion(words, { now: NOW, zone: 'UTC', accounts: [] }).kind).not.toBe('may')
  })

  it('of words that are not understood says so', () => {
    expect(readQuestion('may <@U0ALICE> regoin:x', { now: NOW, zone: 'UTC', accounts: [] }).kind).toBe('unclear')
  })
})

describe('the first words say which view of an answer is wanted', () => {
  it.each([
    ['Alice 24h', { kind: 'answer' }],
    ['events Alice 24h', { kind: 'events' }],
    ['show me the events Alice 24h', { kind: 'events' }],
    ['Alice events 24h', { kind: 'answer' }],
    ['user:events 24h', { kind: 'answer' }],
    ['"events" 24h', { kind: 'answer' }],
    ['behind session:x 24h', { kind: 'behind' }],
    ['who was behind session:x 24h', { kind: 'behind' }],
    ['trace AKIAIOSFODNN7EXAMPLE', { kind: 'behind' }],
    ['export Alice 24h', { kind: 'export', format: 'csv' }],
    ['export as json Alice 24h', { kind: 'export', format: 'jsonl' }],
    ['export report Alice 24h', { kind: 'export', format: 'report' }],
    ['by service Alice 24h', { kind: 'by', value: 'service' }],
    ['by ip Alice 24h', { kind: 'by', value: 'address' }],
    ['detail eventid:11111111-2222-4333-8444-555555555555 24h', { kind: 'event' }],
  ])('%s', (words, wanted) => {
    expect(understood(words).wanted).toEqual(wanted)
  })

  it('a slip behind them is corrected with them', () => {
    const reading = readQuestion('events Alice regoin:us-east-1 24h', { now: NOW, zone: 'UTC', accounts: [] })

    expect(reading).toMatchObject({ kind: 'unclear', suggestion: 'events Alice region:us-east-1 24h' })
  })
})

function understood(words: string) {
  const reading = readQuestion(words, { now: NOW, zone: 'UTC', accounts: [] })
  if (reading.kind !== 'understood') throw new Error(JSON.stringify(reading))
  return reading
}

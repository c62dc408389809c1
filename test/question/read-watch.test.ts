import { describe, expect, it } from 'vitest'
import { ask, termsOf } from './asking.ts'

describe('a watch is set', () => {
  it.each([
    ['watch Alice writes', 'each'],
    ['watch Alice writes not event:ConsoleLogin', 'each'],
    ['watch hourly Alice', 'hourly'],
    ['watch Alice hourly', 'hourly'],
    ['watch Alice daily', 'daily 9'],
    ['watch Alice daily 17:00', 'daily 17'],
    ['watch daily 5pm Alice', 'daily 17'],
    ['watch Alice daily 12am', 'daily 0'],
    ['watch first Alice', 'first'],
    ['watch anyone denied stands-out', 'stands-out'],
    ['subscribe Alice', 'each'],
  ])('%s: %s', (words, urgency) => {
    const reading = ask(words)
    const said = reading.kind === 'watch' ? reading.urgency : undefined
    const terms = reading.kind === 'watch' ? termsOf(reading.asked) : ''

    expect(said?.kind === 'daily' ? `daily ${said.hour}` : said?.kind).toBe(urgency)
    expect(terms).not.toBe('')
    expect(terms).not.toMatch(/hourly|daily|first/)
  })

  it.each([
    ['watch Alice 24h', /leave the time out/],
    ['watch Alice daily 25', /hour/],
    ['watch Alice regoin:x', /./],
  ])('%s is not understood: %s', (words, hint) => {
    expect(ask(words)).toMatchObject({ kind: 'unclear', hint: expect.stringMatching(hint) })
  })

  it('alone is help on watches', () => {
    expect(ask('watch')).toEqual({ kind: 'help', topic: 'watch' })
  })
})

it.each([
  ['watches', { kind: 'watches' }],
  ['unwatch w-a1b2c3', { kind: 'change-watch', change: 'unwatch', id: 'w-a1b2c3' }],
  ['pause w-a1b2c3', { kind: 'change-watch', change: 'pause', id: 'w-a1b2c3' }],
  ['pause w-a1b2c3 2h', { kind: 'change-watch', change: 'pause', id: 'w-a1b2c3', forMs: 7_200_000 }],
  ['resume w-a1b2c3', { kind: 'change-watch', change: 'resume', id: 'w-a1b2c3' }],
  ['unmute w-a1b2c3 event:Decrypt', { kind: 'change-watch', change: 'unmute', id: 'w-a1b2c3' }],
  ['edit w-a1b2c3 hourly', { kind: 'edit-watch', id: 'w-a1b2c3', urgency: { kind: 'hourly' } }],
  ['edit w-a1b2c3 daily 9 Alice', { kind: 'edit-watch', id: 'w-a1b2c3', urgency: { kind: 'daily', hour: 9 } }],
  ['edit w-a1b2c3 Alice writes', { kind: 'edit-watch', id: 'w-a1b2c3', asked: { kind: 'understood' } }],
  ['mute w-a1b2c3 event:Decrypt', { kind: 'change-watch', change: 'mute', id: 'w-a1b2c3' }],
])('%s', (words, expected) => {
  expect(ask(words)).toMatchObject(expected)
})

it.each([
  ['unwatch', /Which watch/],
  ['unwatch Alice', /Which watch/],
  ['pause w-a1b2c3 soon', /For how long/],
  ['unwatch w-a1b2c3 now', /Nothing follows/],
  ['mute w-a1b2c3', /What is not to be told/],
  ['unmute w-a1b2c3', /What is to be told again/],
  ['edit w-a1b2c3', /What is it to be/],
  ['edit w-a1b2c3 daily 99 Alice', /has an hour/],
])('%s is not understood: %s', (words, hint) => {
  expect(ask(words)).toMatchObject({ kind: 'unclear', hint: expect.stringMatching(hint) })
})

it('a name that is spelt like a command is asked for with its kind', () => {
  expect(ask('user:watch 24h').kind).toBe('understood')
  expect(ask('"watches" 24h').kind).toBe('understood')
})

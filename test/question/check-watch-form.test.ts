import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { checkWatchEdit } from '../../src/question/check-watch-edit.ts'
import { checkWatchForm } from '../../src/question/check-watch-form.ts'
import { EDIT_FIELDS, MOST_MUTES, WATCH_FIELDS, WATCH_SOON } from '../../src/question/watch-form-choices.ts'
import { chosenWho } from '../../src/question/chosen-who.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { sayQuestion } from '../../src/question/say-question.ts'
import { ACCOUNTS, NOW } from './asking.ts'

const CONTEXT = { now: NOW, zone: 'Europe/Berlin', accounts: ACCOUNTS }

it.each([
  [{ words: 'Alice writes' }, 'watch each Alice writes'],
  [{ words: '/whodid watch Alice writes' }, 'watch each Alice writes'],
  [{ who: 'user:alice' }, 'watch each user:"alice"'],
  [{ who: 'session:Mary  "M" Major', words: 'denied' }, 'watch each session:"Mary  \\"M\\" Major" denied'],
  [{ words: 'anyone on:"two  spaces"', soon: 'daily', hour: '0' }, 'watch daily 0 anyone on:"two  spaces"'],
  [{ words: 'Alice', soon: 'stands-out', hour: '9' }, 'watch stands-out Alice'],
])('%j is the command %s, which can be typed', (values, words) => {
  expect(checkWatchForm({ ...values, channel: 'C00OPS' }, CONTEXT)).toEqual({ kind: 'set', words, channel: 'C00OPS' })
  expect(readQuestion(words, CONTEXT).kind).toBe('watch')
})

test('a name that was chosen is the very name, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), (name) => {
      const checked = checkWatchForm({ who: `session:${name}`, channel: 'C00OPS' }, CONTEXT)
      if (checked.kind === 'wrong') return
      const reading = readQuestion(checked.words, CONTEXT)
      const terms = reading.kind === 'watch' ? reading.asked.question.terms : []
      expect(terms).toEqual([chosenWho(`session:${name}`.trim())])
    }),
    { numRuns: 300 },
  )
})

it.each([
  [{ words: 'Alice' }, 'channel', /Choose where/],
  [{ channel: 'C1' }, 'words', /Choose a name, or write/],
  [{ channel: 'C1', words: 'flibber 3xh' }, 'words', /./],
  [{ channel: 'C1', words: 'Alice hourly' }, 'words', /input of its own/],
  [{ channel: 'C1', words: 'watches' }, 'words', /./],
  [{ channel: 'C1', who: 'root:x' }, 'who', /no name that was seen/],
  [{ channel: 'C1', words: 'Alice', soon: 'never' }, 'soon', /those offered/],
  [{ channel: 'C1', words: 'Alice', soon: 'daily', hour: '24' }, 'soon', /those offered/],
])('%j is wrong at %s', (values, field, why) => {
  const checked = checkWatchForm(values, CONTEXT)
  expect(checked).toMatchObject({ kind: 'wrong', errors: { [field]: expect.stringMatching(why) } })
})

it.each([
  [{ state: 'tell' }, { kind: 'tell' }],
  [{ state: 'pause' }, { kind: 'pause' }],
  [{ state: '8h' }, { kind: 'pause', forMs: 28_800_000 }],
  [
    { state: 'until', until: String(NOW / 1_000 + 60) },
    { kind: 'pause', until: NOW + 60_000 },
  ],
  [{ state: 'stay' }, undefined],
  [{}, undefined],
])('%j is the state %j', (values, state) => {
  expect(checkWatchEdit(values, CONTEXT)).toMatchObject({ kind: 'edit', edit: { state } })
})

it.each([
  [{ state: 'until' }, 'until'],
  [{ state: 'until', until: String(NOW / 1_000 - 60) }, 'until'],
  [{ state: 'until', until: String(NOW / 1_000 + 400 * 86_400) }, 'until'],
  [{ state: 'tell', until: String(NOW / 1_000 + 60) }, 'until'],
  [{ state: '9y' }, 'state'],
  [{ mutes: 'event:Decrypt\nflibber 3xh' }, 'mutes'],
  [{ mutes: 'anyone' }, 'mutes'],
  [{ mutes: Array.from({ length: MOST_MUTES + 1 }, (_, at) => `event:A${at}`).join('\n') }, 'mutes'],
])('%j is wrong at %s', (values, field) => {
  const checked = checkWatchEdit(values, CONTEXT)
  expect(checked.kind === 'wrong' && Object.keys(checked.errors)).toEqual([field])
})

test('mutes are lines, read as they are typed; none is none, and no input leaves them as they are', () => {
  const read = (values: { readonly mutes?: string | undefined }) => {
    const checked = checkWatchEdit(values, CONTEXT)
    return checked.kind === 'edit'
      ? checked.edit.mutes?.map(({ asked }) => sayQuestion(asked.question).split(' 2026')[0])
      : checked
  }
  expect(read({ mutes: ' event:Decrypt \n\nevent:Get* on:my-bucket\nevent:Decrypt' })).toEqual([
    'event:Decrypt',
    'event:Get* on:my-bucket',
  ])
  expect(read({ mutes: undefined })).toEqual([])
  expect(read({})).toBeUndefined()
})

test('whatever a form holds, it is a watch that can be typed, or wrong at inputs of its own within what Slack shows', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('Alice', 'writes', 'mute', 'event:Decrypt\n"', ...WATCH_SOON.flat()),
  )
  const values = fc.dictionary(fc.constantFrom(...WATCH_FIELDS, ...EDIT_FIELDS), text)
  fc.assert(
    fc.property(values, (filled) => {
      const set = checkWatchForm(filled, CONTEXT)
      const edit = checkWatchEdit(filled, CONTEXT)
      const words = set.kind === 'set' ? set.words : 'watch Alice'
      expect(readQuestion(words, CONTEXT).kind).toBe('watch')
      const ofSet = set.kind === 'wrong' ? Object.entries(set.errors) : []
      const ofEdit = edit.kind === 'wrong' ? Object.entries(edit.errors) : []
      expect(WATCH_FIELDS).toEqual(expect.arrayContaining(ofSet.map(([field]) => field)))
      expect(EDIT_FIELDS).toEqual(expect.arrayContaining(ofEdit.map(([field]) => field)))
      expect(Math.max(0, ...[...ofSet, ...ofEdit].map(([, why]) => why.length))).toBeLessThanOrEqual(150)
    }),
    { numRuns: 300 },
  )
})

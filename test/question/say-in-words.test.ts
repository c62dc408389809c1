import { expect, it } from 'vitest'
import { sayInWords } from '../../src/question/say-in-words.ts'
import { sayWindow } from '../../src/question/say-window.ts'
import { ask, at } from './asking.ts'

const rows: readonly (readonly [words: string, sentence: string])[] = [
  ['Alice', 'What Alice did'],
  ['24h', 'What anyone did'],
  ['Alice writes not in us-east-1', 'What Alice did, changes only, not in us-east-1'],
  ['Alice Bob role:Admin', 'What Alice, Bob or the role Admin did'],
  ['ali* -reads', 'What ali* did, no reads'],
  ['root denied', 'What root did, refusals only'],
  ['who changed sg-0123', 'What anyone did, changes only, on sg-0123'],
  ['Alice event:Put* from:s3 errors', 'What Alice did, errors only, calls of Put*, in the service s3.amazonaws.com'],
  ['anyone not Alice', 'What anyone did, not Alice'],
  ['ip:10.0.0.0/8 not ip:10.1.0.0/16', 'What anyone did, from 10.0.0.0/8, not from 10.1.0.0/16'],
  ['agent:terraform account:prod', 'What anyone did, in account 111122223333, with terraform in the user agent'],
  ['<@U00FAKE>', 'What <@U00FAKE> did'],
]

it.each(rows)('%j is in words: %s', (words, sentence) => {
  const reading = ask(words)

  expect(reading.kind === 'understood' && sayInWords(reading.question)).toBe(sentence)
})

const windows: readonly (readonly [from: string, to: string, zone: string, said: string])[] = [
  [
    '2026-11-22T17:36:00Z',
    '2026-11-23T17:36:00Z',
    'Europe/Berlin',
    'Sun 22 Nov 18:36 – Mon 23 Nov 2026 18:36 (Europe/Berlin) · Sun 22 Nov 17:36 – Mon 23 Nov 17:36 UTC',
  ],
  [
    '2026-11-23T13:00:00Z',
    '2026-11-23T13:30:00Z',
    'Europe/Berlin',
    'Mon 23 Nov 2026 14:00–14:30 (Europe/Berlin) · 13:00–13:30 UTC',
  ],
  [
    '2026-11-21T23:00:00Z',
    '2026-11-22T23:00:00Z',
    'Europe/Berlin',
    'Sun 22 Nov 00:00 – Mon 23 Nov 2026 00:00 (Europe/Berlin) · Sat 21 Nov 23:00 – Sun 22 Nov 23:00 UTC',
  ],
  [
    '2026-11-23T02:00:00Z',
    '2026-11-23T02:30:05Z',
    'America/Los_Angeles',
    'Sun 22 Nov 2026 18:00–18:30:05 (America/Los_Angeles) · Mon 23 Nov 02:00–02:30:05 UTC',
  ],
  [
    '2025-12-31T23:30:00Z',
    '2026-01-01T00:30:00Z',
    'Europe/Berlin',
    'Thu 1 Jan 2026 00:30–01:30 (Europe/Berlin) · Wed 31 Dec 2025 23:30 – Thu 1 Jan 2026 00:30 UTC',
  ],
  ['2025-12-31T12:00:00Z', '2026-01-01T12:00:30Z', 'UTC', 'Wed 31 Dec 2025 12:00 – Thu 1 Jan 2026 12:00:30 UTC'],
  // The hour from 02:00 to 03:00 that comes twice: the zone alone could not tell which, UTC can.
  [
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
    'Europe/Berlin',
    'Sun 25 Oct 2026 02:30–02:30 (Europe/Berlin) · 00:30–01:30 UTC',
  ],
]

it.each(windows)('%s to %s in %s is said as %s', (from, to, zone, said) => {
  expect(sayWindow({ from: at(from), to: at(to) }, zone)).toBe(said)
})

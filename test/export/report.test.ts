import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { markdownCode, markdownEscape, markdownTable } from '../../src/export/markdown.ts'
import { reportText } from '../../src/export/report.ts'
import { line, say } from '../../src/message/piece.ts'
import { answerOf, call, DENIED, eventsOf, evidenceOf, finding, NOW } from '../answer/made.ts'
import { wordsOf } from '../message/events-made.ts'
import { INCIDENT } from '../message/incident.ts'
import { PLANTED } from '../policy/secrets.ts'

it('a report reads so', async () => {
  await expect(report(INCIDENT)).toMatchFileSnapshot('golden/report.md')
})

it('says first that it is incomplete, and tells the gap', () => {
  const gap = {
    reason: 'denied' as const,
    where: '444455556666 / us-east-1',
    detail: 'The role lacks a right.',
    count: 1,
  }
  const evidence = evidenceOf(INCIDENT, { findings: [finding({ gaps: [gap] })] })
  const said = report(INCIDENT, answerOf(INCIDENT, { evidence }))

  expect(said.indexOf('This report is incomplete')).toBeLessThan(said.indexOf('## What stands out'))
  expect(said).toMatch(/## Coverage[^]*444455556666 \/ us-east-1/)
})

it('tells who was behind it where that was asked', () => {
  expect(report(INCIDENT)).not.toContain('Who was behind it')
  expect(report(INCIDENT, answerOf(INCIDENT), [line(say('Alice, proven.'))])).toContain(
    '## Who was behind it\n\nAlice, proven.',
  )
})

it('nothing in an event makes a heading, a link, a row or HTML, and no secret is in it', () => {
  const evil = [
    '# Fine',
    '[x](https://evil.example)',
    '<img src=x>',
    '| a | b |',
    '`',
    '``|``',
    '---',
    '1. x',
    '@channel',
    'a\n# b',
    '![](x)',
    '&lt;',
  ]
  const text = fc.oneof(fc.constantFrom(...evil, ...PLANTED.map(([, secret]) => secret)), fc.string())
  const bare = report(
    eventsOf(call('iam:CreateUser', { ...DENIED, requestParameters: { userName: 'x' }, userAgent: 'x' })),
  )
  const structure = (said: string) =>
    said.split('\n').map((row) => [/^#+ /.test(row), (row.replace(/\\\|/g, '').match(/\|/g) ?? []).length])
  fc.assert(
    fc.property(text, text, (value, agent) => {
      const said = report(
        eventsOf(
          call('iam:CreateUser', {
            ...DENIED,
            requestParameters: { userName: `x ${value}` },
            userAgent: `x ${agent} ${'long '.repeat(40)}`,
          }),
        ),
      )

      expect(structure(said)).toEqual(structure(bare))
      for (const [, secret] of PLANTED) expect(said).not.toContain(secret.slice(-20))
      expect(said.replace(/(`+)[^]*?[^`]\1(?!`)/g, '')).not.toMatch(/(?<!\\)<|(?<!\\)\[x\]|https:\/\//)
    }),
    { numRuns: 100 },
  )
})

it.each([
  ['a`b', '`` a`b ``'],
  ['a|b', '`a\\|b`'],
  ['', '–'],
  ['\u202E', '`\\u{202E}`'],
])('%j as code is %s', (value, code) => {
  expect(markdownCode(value)).toBe(code)
})

it.each([
  ['*a* _b_ [c](d) <e> # f', '\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\# f'],
  ['- a', '\\- a'],
  ['12. a', '12\\. a'],
  ['https://x', 'https:\\//x'],
])('%j as text is %s', (value, text) => {
  expect(markdownEscape(value)).toBe(text)
})

it('a table has a row for each row', () => {
  expect(markdownTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |')
})

function report(
  events: readonly Event[],
  answer = answerOf(events),
  behind?: Parameters<typeof reportText>[0]['behind'],
): string {
  return [
    ...reportText({
      answer,
      events,
      words: wordsOf(events),
      plan: 'In log files in acme-trail.',
      generatedAt: NOW,
      asker: 'U00ALICE',
      version: '0.1.0',
      behind,
      hashes: [{ place: '111122223333/eu-central-1', records: events.length, sha256: '0'.repeat(64) }],
      files: [{ name: 'whodid-Alice.jsonl', sha256: '1'.repeat(64), events: events.length }],
      lacks: [],
      hidden: 0,
    }),
  ].join('')
}

import { expect, it } from 'vitest'
import { ask, termsOf, windowOf } from './asking.ts'

const rows: readonly (readonly [words: string, terms: string])[] = [
  ['<@U00FAKE|alice> 24h', 'person=U00FAKE'],
  ['<@U00FAKE> <@W00FAKE|bob>', 'person=U00FAKE person=W00FAKE'],
  ['not <@U00FAKE|alice>', '!person=U00FAKE'],
  ['user:<@U00FAKE|alice>', 'person=U00FAKE'],
  ['what did <@U00FAKE|alice> do yesterday?', 'person=U00FAKE'],
  ['<mailto:alice@example.com|alice@example.com> 24h', 'name=alice@example.com'],
  ['<mailto:alice@example.com>', 'name=alice@example.com'],
  ['user:<mailto:alice@example.com|alice@example.com>', 'user=alice@example.com'],
  ['from:<http://ec2.amazonaws.com|ec2.amazonaws.com>', 'source=ec2.amazonaws.com'],
  ['on <https://my.bucket.example.com/a?b=1&amp;c=2>', 'resource=https://my.bucket.example.com/a?b=1&c=2'],
  ['<tel:111122223333|111122223333>', 'account=111122223333'],
  ['"Research &amp; Development"', 'name=Research & Development'],
  ['"a &lt;b&gt;"', 'name=a <b>'],
  ['"a &amp;lt; b"', 'name=a &lt; b'],
  ['“Mary Major” errors', 'name=Mary Major outcome=errors'],
  ['„Mary Major“', 'name=Mary Major'],
  ['«Mary Major»', 'name=Mary Major'],
  ['‘Mary Major’', 'name=Mary Major'],
  ['O’Brien', "name=O'Brien"],
  ['agent:“aws-cli”', 'agent=aws-cli'],
  ['–reads', '!access=reads'],
  ['bert–jan', 'name=bert-jan'],
  ['bert‑jan', 'name=bert-jan'],
  ['Alice – 24h', 'name=Alice'],
  ['Alice\u00a024h\u202ferrors', 'name=Alice outcome=errors'],
  ['Alice\n24h\terrors', 'name=Alice outcome=errors'],
  ['Ali\u200bce\u200d', 'name=Alice'],
  ['\ufeffAlice', 'name=Alice'],
  ['Ali\u00adce', 'name=Alice'],
  ['\u2068Alice\u2069', 'name=Alice'],
  ['event：RunInstances', 'event=RunInstances'],
  ['Ａｌｉｃｅ　errors', 'name=Alice outcome=errors'],
  ['"bert–jan"', 'name=bert–jan'],
  ['"a\\u200bb"', 'name=a\u200bb'],
  ['"a \\"b\\" \\\\ c"', 'name=a "b" \\ c'],
  ['"DOMAIN\\alice"', 'name=DOMAIN\\alice'],
  ['<@B00FAKE>', 'unclear: <@B00FAKE>'],
  ['<!here>', 'unclear: @here'],
  ['<!subteam^S00FAKE|@admins>', 'unclear: @admins'],
  ['<#C00FAKE|general>', 'unclear: #general'],
  ['<#C00FAKE>', 'unclear: #C00FAKE'],
  ['a < b', 'unclear: <'],
]

it.each(rows)('Slack sends %j, and %j is meant', (words, terms) => {
  expect(termsOf(ask(words))).toBe(terms)
})

it('the dashes and dots that phones make of a range still make a range', () => {
  const plain = windowOf(ask('2026-11-01..2026-11-03'))

  expect(windowOf(ask('2026-11-01…2026-11-03'))).toBe(plain)
  expect(windowOf(ask('2026‑11‑01 – 2026‑11‑03'))).toBe(plain)
  expect(windowOf(ask('2026-11-01 — 2026-11-03'))).toBe(plain)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeClues } from '../../src/chain/clues.ts'
import type { Looked } from '../../src/chain/looked.ts'
import { makeChain } from '../../src/chain/make-chain.ts'
import { makeSightings } from '../../src/chain/sightings.ts'
import type { Event } from '../../src/event/event.ts'
import { instant } from '../../src/lib/instant.ts'
import { eventsOf, sayChain } from './made-story.ts'
import { SCENARIOS, told } from './stories.ts'

const EVERYTHING: Looked = {
  what: ['issue', 'caller', 'copy', 'sign-in', 'name', 'key-made'],
  from: instant(-8.64e15),
  to: instant(8.64e15),
  unseen: [],
}

describe('who was behind an event', () => {
  it.each(SCENARIOS.map((scenario, at) => [scenario.name, scenario, at] as const))('%s', (_, scenario, at) => {
    const { story, subject } = told(scenario, at)
    const events = eventsOf(story.records).filter(
      ({ account, id }) => id === subject || !scenario.refuses?.includes(account),
    )
    const refused = (scenario.refuses ?? []).map((account) => ({
      account,
      where: account,
      reason: 'denied',
      detail: '',
    }))
    const looked = [{ ...EVERYTHING, unseen: refused }]

    expect(chainOf(events, subject, looked)).toBe(expected(scenario.says))

    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), (shuffled) => {
        expect(chainOf(shuffled, subject, looked)).toBe(expected(scenario.says))
      }),
      { numRuns: 15 },
    )
  })
})

/** What was told without places: all of it was looked at, but for what nobody asks. */
function expected(says: string): string {
  return says.replace('not-looked', 'not-found')
}

function chainOf(events: readonly Event[], subject: string, looked: readonly Looked[]): string {
  const sightings = makeSightings()
  for (const event of events) sightings.add(event, event.id === subject)
  const clues = makeClues(sightings.list(), looked)
  const asked = [...clues.sessions.values()].filter(({ counts }) => counts !== undefined)
  expect(asked.map(({ counts }) => counts?.events)).toEqual([1])
  return asked.map((session) => sayChain(makeChain(session, clues))).join('\n')
}

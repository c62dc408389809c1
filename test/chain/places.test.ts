import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trace } from '../../src/job/trace.ts'
import type { Sources } from '../../src/job/answer-question.ts'
import { instant } from '../../src/lib/instant.ts'
import type { BackendName } from '../../src/question/via.ts'
import { type Ground, openGround, WAYS } from '../contract/ground.ts'
import { memoryPlaces } from './memory-places.ts'
import { eventsOf, PROD, REGIONS, sayChain, SECURITY, STAGING, TEN, TOOLS } from './made-story.ts'
import { type Scenario, SCENARIOS, told } from './stories.ts'

const NOW = instant(TEN + 7_200_000)
const ACCOUNTS = [
  { id: SECURITY, alias: 'security' },
  { id: TOOLS, alias: 'tools' },
  { id: STAGING, alias: 'staging' },
  { id: PROD, alias: 'prod' },
]

describe('asking back, in a memory that answers as any place has to', () => {
  it.each(SCENARIOS.map((scenario, at) => [scenario.name, scenario, at] as const))('%s', async (_, scenario, at) => {
    const { story, subject } = told(scenario, at)
    const events = eventsOf(story.records)

    const sources = memoryPlaces(events, { accounts: ACCOUNTS, regions: REGIONS, refuses: scenario.refuses ?? [] })
    const traced = await traceOf(scenario, at, sources)

    expect(events.some(({ id }) => id === subject)).toBe(true)
    expect(traced.said).toBe(knownAccount(scenario.says, 'gap'))
    expect(traced.asked.rounds).toBeLessThanOrEqual(8)
  })
})

describe('asking back, in real places that all hold all of the stories', () => {
  const whole = SCENARIOS.map((scenario, at) => [scenario.name, scenario, at] as const).filter(
    ([, { refuses }]) => refuses === undefined,
  )
  let ground: Ground
  beforeAll(async () => {
    const records = whole.flatMap(([, scenario, at]) => told(scenario, at).story.records)
    const byTrail = Map.groupBy(
      records,
      ({ recipientAccountId, awsRegion }) => `${String(recipientAccountId)}/${String(awsRegion)}`,
    )
    ground = await openGround({
      now: NOW,
      accounts: ACCOUNTS,
      regions: REGIONS,
      delivered: [...byTrail].map(([trail, some]) => {
        const [account = '', region = ''] = trail.split('/')
        const folder = `AWSLogs/o-example/${account}/CloudTrail/${region}/2026/11/23`
        return { key: `${folder}/${account}_CloudTrail_${region}_20261123T1205Z_Fake.json.gz`, records: some }
      }),
    })
  }, 30_000)
  afterAll(() => ground.close())

  describe.each(WAYS)('$name', (way) => {
    it.each(whole)('%s', async (_, scenario, at) => {
      const { sources } = await ground.open(way)

      const traced = await traceOf(scenario, at, sources, way.backend)

      expect(traced.said).toBe(way.backend === 'log-files' ? scenario.says : knownAccount(scenario.says, 'gap'))
    })
  })
})

/** Places that hold certain accounts know that they do not hold another one's. */
function knownAccount(says: string, why: string): string {
  return says.includes('role:Monitor') ? says.replaceAll('not-found', why) : says
}

async function traceOf(scenario: Scenario, at: number, sources: Sources, via?: BackendName) {
  const { story, subject } = told(scenario, at)
  const events = eventsOf(story.records).filter(({ id }) => id === subject)
  const deps = { sources, signal: new AbortController().signal, askedAt: NOW, asker: 'whodid' }
  const { chains, asked, unseen } = await trace({ kind: 'events', events, ...(via && { via: [via] }) }, deps)
  expect(unseen.length > 0).toBe(scenario.refuses !== undefined)
  return { said: chains.map(sayChain).join('\n'), asked }
}

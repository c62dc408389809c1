import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import type { Job } from '../../src/job/job.ts'
import type { Wanted } from '../../src/question/wanted.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

/** Every way in which somebody can have something looked for. One more belongs here: else the types do not fit. */
type Road = Wanted['kind'] | 'doctor' | 'watch' | 'widen' | Exclude<Job['kind'], 'ask' | 'shortcut'>

const ROADS = {
  answer: () => command('Alice 20h via:history'),
  by: () => command('by service Alice 19h via:history'),
  events: () => command('events Alice 18h via:history'),
  event: async () => {
    await answered('Alice 18h via:history')
    await bob().click(root(), 'events')
    await demo.idle()
    await bob().click(demo.slack.state.views.at(-1)!, 'event')
  },
  behind: () => command('behind Alice 17h via:history'),
  export: () => command('export csv Alice 16h via:history'),
  doctor: () => command('doctor'),
  widen: async () => {
    await answered('Alice 15h via:history')
    await bob().select(root(), 'menu', 'widen')
  },
  click: async () => {
    await answered('Alice 14h via:history')
    await bob().click(root(), 'only-changes')
  },
  submit: async () => {
    await command('')
    await bob().submitView({ other: 'user:Alice', channel: 'C00INCIDENTS' })
  },
  home: () => bob().openHome(),
  // The last of them: from then on the bot looks by itself.
  watch: () => command('watch Alice via:history'),
} satisfies { readonly [road in Road]: () => Promise<unknown> }

let demo: Demo
const records: Kept[] = []
describe.each(placesOf('audit-roads'))('every road, %s:', (place) => {
  beforeAll(async () => {
    const tried = Promise.withResolvers<void>()
    demo = await startIn(place, {
      days: 2,
      clock: quickClock(10),
      aws: true,
      firstTimeDays: 0,
      onLog: (_, data, message) => {
        if (message === 'places were tried') tried.resolve()
        if ('audit' in data) records.push({ ...(data.audit as Omit<Kept, 'calls'>), calls: calls() })
      },
    })
    // What a process asks for itself at its start is on nobody's behalf; a function asks nothing before it is called.
    if (place !== 'lambda') await tried.promise
  }, 60_000)
  afterAll(() => demo.stop())

  it.each(Object.keys(ROADS) as Road[])('%s: asks nothing of AWS before there is a record of it', async (road) => {
    demo.slack.state.messages.length = 0
    records.length = 0
    const before = calls()
    await ROADS[road]()
    await demo.idle()

    expect(unrecorded(before, road === 'watch')).toEqual([])
    expect(calls()).toBeGreaterThan(before)
    // What began has come to an end, which is a record too.
    const ends = new Set(records.filter(({ outcome }) => outcome !== 'started').map(({ key }) => key))
    expect(records.filter(({ outcome, key }) => outcome === 'started' && !ends.has(key))).toEqual([])
  })
})

type Kept = { readonly key: string; readonly outcome: string; readonly deed: string; readonly calls: number }

/** What was asked of AWS while no record said that something was begun: after which records, and in the end. */
function unrecorded(before: number, goesOn: boolean): readonly string[] {
  const begun = new Set<string>()
  const found: string[] = []
  let last = before
  for (const { key, outcome, deed, calls: now } of records) {
    if (now > last && begun.size === 0) found.push(`${now - last} calls before ${deed} was ${outcome}`)
    if (outcome === 'started') begun.add(key)
    else begun.delete(key)
    last = now
  }
  return calls() > last && !goesOn ? [...found, `${calls() - last} calls after the last record`] : found
}

function calls(): number {
  return demo?.aws?.calls.length ?? 0
}

function bob() {
  return demo.slack.as('@bob')
}

function root() {
  return demo.slack.state.messages[0]!
}

async function command(words: string): Promise<void> {
  await bob().command('/whodid', words)
}

async function answered(words: string): Promise<void> {
  await command(words)
  await demo.idle()
}

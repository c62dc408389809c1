import { beforeEach, describe, expect, it } from 'vitest'
import { makeAuthorize } from '../../src/job/authorize.ts'
import type { Outbox, People, Sent } from '../../src/job/ports.ts'
import type { Work } from '../../src/job/reply-deps.ts'
import { watchClick } from '../../src/job/watch-click.ts'
import { watchCommand, type WatchCommandDeps, type WatchReading } from '../../src/job/watch-command.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'
import type { Backend } from '../../src/find/backend.ts'
import type { Message } from '../../src/message/message.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import type { Place } from '../../src/plan/plan.ts'
import type { Rule } from '../../src/policy/policy.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { keepWatches } from '../../src/stores/keep-watches.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { suspend } from '../../src/watch/hold.ts'
import { sayWatch } from '../../src/watch/say-watch.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { event } from '../made/records.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 10, 2))
const HISTORY: Place = { backend: 'event-history', name: 'history', account: '111122223333', region: 'us-east-1' }
const ATHENA: Place = { backend: 'athena', name: 'athena', account: undefined, region: undefined }
const RULE: Rule = {
  name: 'all',
  channels: undefined,
  people: [],
  groups: [],
  everyone: true,
  may: { accounts: undefined, identities: undefined, detail: 'raw', watches: true, exports: true, dollars: 5 },
}

type Told = { readonly how: 'post' | 'whisper' | 'edit'; readonly channel: string; readonly message: Message }

let store: WatchStore
let told: Told[]
let audited: string[]
let clock: Instant
let refusing: Extract<Sent, { kind: 'unposted' }> | undefined
beforeEach(() => {
  store = keepWatches(
    openMemory(() => NOW),
    () => NOW,
  )
  told = []
  audited = []
  refusing = undefined
  clock = NOW
})

describe('setting a watch', () => {
  it('says in the channel what it would have told, of the places where it is looked for', async () => {
    await run('watch Alice writes')

    expect(told).toMatchObject([{ how: 'post', channel: 'C1' }])
    expect(text()).toMatch(
      /Over the last 24 hours it would have told 2 events in about 1 message, of which none stands out/,
    )
    expect(text()).toMatch(/1 account × 1 Region|Event history/i)
    expect(await kept()).toEqual(['watch each Alice writes'])
    expect(audited).toEqual(['watch: watch each Alice writes'])
  })

  it('names @someone as they act in AWS, and reads the hour in the zone of whoever set it', async () => {
    await run('watch daily 9 <@U2>')
    expect(await kept()).toEqual(['watch daily 9 bob@example.com'])
    const [watch] = await store.watches('T1')
    expect(watch?.row.urgency).toEqual({ kind: 'daily', hour: 9, zone: 'Europe/Berlin' })
  })

  it('keeps nothing where it may not be set, is too much, or cannot be told there', async () => {
    await run('watch Alice', { rules: [] })
    expect(text()).toMatch(/No rule lets you ask here/)
    await run('watch Alice', { rules: [{ ...RULE, may: { ...RULE.may, watches: false } }] })
    expect(text()).toMatch(/You may not set watches here/)
    refusing = { kind: 'unposted', reason: 'not-in-channel', detail: 'not_in_channel' }
    await run('watch Alice')
    expect(text()).toMatch(/I am not in that channel[^]*Nothing is watched/)
    expect(await kept()).toEqual([])
    expect(told.every(({ how }) => how === 'whisper' || refusing !== undefined)).toBe(true)
  })

  it('watches only the accounts that may be asked about, and says so', async () => {
    const may = { ...RULE.may, accounts: ['111122223333'] }
    await run('watch Alice', { rules: [{ ...RULE, may }] })
    expect(text()).toMatch(/Only in the accounts/)
    expect(await kept()).toEqual(['watch each Alice account:111122223333'])
  })

  it('stops at the limits of the channel and of the workspace', async () => {
    for (const name of ['Ada', 'Bob', 'Carl']) await run(`watch ${name}`)
    expect(text()).toMatch(/There are 2 watches in this channel, which is as many as I keep/)
    await run('watch Dora', { channel: 'C2' })
    await run('watch Emil', { channel: 'C3' })
    expect(text()).toMatch(/There are 3 watches in this workspace/)
    expect(await kept()).toHaveLength(3)
  })

  it('refuses what would cost more a day than may be spent, and says what it costs', async () => {
    await run('watch Alice via:athena', { places: [HISTORY, ATHENA], dollars: 0.01 })
    expect(text()).toMatch(/would cost about \$14\.64 a day; here it may cost \$5/)
    expect(await kept()).toEqual([])
    await run('watch Alice via:athena', { places: [HISTORY, ATHENA], dollars: 0.001 })
    expect(text()).toMatch(/Looking costs about \$1\.46 a day in AWS/)
  })

  it('says where it cannot tell what it would have told', async () => {
    await run('watch Alice', { places: [ATHENA], dollars: 0.001, free: 0.0001 })
    expect(text()).toMatch(/Not looked what it would have told over the last 24 hours: that would cost/)
  })
})

describe('changing a watch', () => {
  it('is for its owner from anywhere, and for who may set the same there; nobody learns of it elsewhere', async () => {
    await run('watch Alice')
    const [
      {
        row: { id },
      } = { row: { id: '' } },
    ] = await store.watches('T1')
    await run(`pause ${id} 2h`, { person: 'U2', channel: 'C2' })
    expect(text()).toMatch(/There is no such watch here/)
    await run(`pause ${id} 2h`, { person: 'U2', rules: [{ ...RULE, people: ['U1'], everyone: false }] })
    expect(text()).toMatch(/No rule lets you ask here/)
    expect((await store.watch('T1', id))?.row.hold).toBeUndefined()

    await run(`pause ${id} 2h`, { person: 'U2' })
    expect((await store.watch('T1', id))?.row.hold).toEqual({ kind: 'paused', at: NOW, until: NOW + 7_200_000 })
    await run(`unwatch ${id}`, { channel: 'D1', rules: [] })
    expect((await store.watch('T1', id))?.row.ended).toBe(NOW)
  })

  it('mutes once, and is told what it cannot do', async () => {
    await run('watch Alice')
    const [
      {
        row: { id },
      } = { row: { id: '' } },
    ] = await store.watches('T1')
    await run(`mute ${id} event:Put*`)
    await run(`mute ${id} event:Put*`)
    expect((await store.watch('T1', id))?.row.mutes).toHaveLength(1)
    await run(`resume ${id}`)
    expect(text()).toMatch(/It is not paused/)
  })
})

describe('editing who and what of a watch', () => {
  it('keeps the watch, asks the other from now on, and says so with what it would have told', async () => {
    await run('watch Alice')
    const before = await only()
    clock = instant(NOW + 3_600_000)
    await run(`edit ${before.id} hourly Alice writes`)

    expect(await kept()).toEqual(['watch hourly Alice writes'])
    expect(await only()).toMatchObject({ id: before.id, since: before.since, earlier: [{ until: clock }] })
    expect(told.at(-1)).toMatchObject({ how: 'post', channel: 'C1' })
    expect(text()).toMatch(/^Changed: \/whodid watch hourly Alice writes\nFrom now on: What Alice did, changes only/)
    expect(text()).toMatch(/Before: \/whodid watch each Alice\n/)
    expect(text()).toMatch(/What happened before is told as it was asked then/)
    expect(text()).toMatch(/it would have told 2 events/)
    expect(audited.at(-1)).toBe('edit: watch hourly Alice writes')
  })

  it('is told once more by the work that set it and was cut off before it could say so', async () => {
    const reading = readQuestion('watch Alice writes', { now: NOW, zone: 'Europe/Berlin', accounts: [] })
    const work = { ...workOf(), key: 'job-cut-off' }
    const again = () => watchCommand(work, reading as WatchReading, deps(), new AbortController().signal)
    await again()
    const first = text()
    await again()

    expect(text()).toEqual(first)
    expect(first).toContain('Watching')
    expect(await kept()).toEqual(['watch each Alice writes'])
    await run('watch Alice writes')
    expect(text()).not.toEqual(first)
  })

  it('changes only how soon with an urgency alone, and nothing where it says what stands', async () => {
    await run('watch Alice')
    const { id } = await only()
    await run(`edit ${id} daily 7`)
    expect(await kept()).toEqual(['watch daily 7 Alice'])
    await run(`edit ${id} Alice`)
    expect(text()).toMatch(/Nothing was changed/)
    expect(await only()).not.toHaveProperty('earlier')
  })

  it('is told in its channel, from wherever it is changed, and taken back where it cannot be', async () => {
    await run('watch Alice')
    const { id } = await only()
    clock = instant(NOW + 1_000)
    await run(`edit ${id} Bob`, { channel: 'D1' })
    expect(told.slice(-2)).toMatchObject([
      { how: 'post', channel: 'C1' },
      { how: 'whisper', channel: 'D1' },
    ])
    const stands = await only()
    refusing = { kind: 'unposted', reason: 'not-in-channel', detail: 'not_in_channel' }
    clock = instant(NOW + 2_000)
    await run(`edit ${id} Carl`)
    expect(text()).toMatch(/Nothing was changed/)
    expect(await only()).toEqual(stands)
  })

  it('needs the right to the new question in its channel, whoever owns it', async () => {
    await run('watch Alice')
    const { id } = await only()
    const may = { ...RULE.may, identities: [{ kind: 'identity', by: 'name', value: 'Alice', prefix: false }] as never }
    await run(`edit ${id} Bob`, { rules: [{ ...RULE, may }] })
    expect(await kept()).toEqual(['watch each Alice'])
    await run(`edit ${id} Bob`, { rules: [] })
    expect(text()).toMatch(/No rule lets you ask here/)
    await run(`edit ${id} Bob`, { channel: 'C2', person: 'U2' })
    expect(text()).toMatch(/There is no such watch here/)
    await run(`edit ${id} Bob`, { channel: 'D1', rules: [{ ...RULE, channels: ['dm'] }] })
    expect(text()).toMatch(/No rule lets you ask here/)
    expect(await kept()).toEqual(['watch each Alice'])
  })

  it('by another hand looks with the rights of that hand, and says so', async () => {
    await run('watch Alice')
    const { id } = await only()
    await run(`edit ${id} Bob`, { person: 'U2' })
    expect(await only()).toMatchObject({ owner: 'U2' })
    expect(JSON.stringify(told.at(-1)?.message.blocks)).toMatch(/with the rights of.*U2.*before.*U1/)
  })

  it('is refused while it is suspended: what was collected may not be for that eye', async () => {
    await run('watch Alice')
    const watch = await only()
    await store.putWatch(suspend(watch, NOW, 'no-rights'), 1)
    await run(`edit ${watch.id} Bob`)
    expect(text()).toMatch(/It is suspended/)
    expect(await kept()).toEqual(['watch each Alice'])
  })

  it('is refused where the other is watched here already', async () => {
    await run('watch Alice')
    const { id } = await only()
    await run('watch Bob')
    await run(`edit ${id} Bob`)
    expect(text()).toMatch(/w-\w+ watches that here already/)
  })
})

describe('a watch whose owner left', () => {
  it.each(['owner-gone', 'no-rights'] as const)('%s: is taken over by whoever sets it again', async (reason) => {
    await run('watch Alice')
    const watch = await only()
    await store.putWatch(suspend(watch, NOW, reason), 1)
    await run('watch Alice', { person: 'U2' })

    expect(await only()).toMatchObject({ id: watch.id, owner: 'U2', released: NOW })
    expect(await only()).not.toHaveProperty('hold')
    expect(text()).toMatch(/^Watching again: What Alice did\nTaken over from/)
  })
})

describe('a click at a watch', () => {
  const context = { now: NOW, zone: 'UTC', accounts: [] }
  it.each([
    ['pause 1h', 'pause'],
    ['resume', 'resume'],
    ['unwatch', 'unwatch'],
    ['mute event:Decrypt', 'mute'],
  ])('%s is read as if it had been typed', async (value, change) => {
    const job = { action: 'watch-menu', value, asker: { team: 'T1', person: 'U1' } }
    expect(await watchClick(job, 'watch:w-aaaa', context, watching())).toMatchObject({ change, id: 'w-aaaa' })
  })

  it.each([
    ['watch-menu', 'Alice 24h', 'watch:w-aaaa'],
    ['watch-menu', 'unwatch', 'Alice 24h'],
    ['events', 'unwatch', 'watch:w-aaaa'],
    ['watch-menu', 'tell hourly', 'watch:w-gone'],
  ])('%s with %j under %j is none', async (action, value, words) => {
    const job = { action, value, asker: { team: 'T1', person: 'U1' } }
    expect(await watchClick(job, words, context, watching())).toBeUndefined()
  })

  it('mutes the call of one event on what it was done to; Undo takes it back', async () => {
    await run('watch Alice')
    const { id } = await only()
    const said = { who: 'Alice', name: 'PutObject', source: 's3.amazonaws.com', account: '111122223333' }
    const more = { region: 'us-east-1', address: '', target: 'my bucket', error: undefined, write: true }
    const sighting = { key: 'k1', event: 'k1', time: NOW, seenAt: NOW, watches: [id], lane: 'now' as const }
    await store.remember('T1', 'C1', [{ ...sighting, said: { ...said, ...more }, standsOut: [], late: false }], NOW)
    const click = async (value: string) => {
      const job = { action: 'watch-menu', value, asker: { team: 'T1', person: 'U1' } }
      const reading = await watchClick(job, `watch:${id}`, context, watching())
      if (reading !== undefined)
        await watchCommand(workOf(), reading as WatchReading, deps(), new AbortController().signal)
      return reading
    }
    expect(await click('mute-like gone')).toBeUndefined()
    await click('mute-like k1')

    expect(text()).toMatch(/^Muted: event:PutObject on:"my bucket"/)
    expect((await only()).mutes).toHaveLength(1)
    const undo = /"value":"(unmute [^}]*?)"\}/.exec(JSON.stringify(told.at(-1)?.message.blocks))?.[1] ?? ''
    await click(JSON.parse(`"${undo}"`))
    expect((await only()).mutes).toEqual([])
    expect(text()).toMatch(/^Told again:/)
  })

  it('changes how soon it tells', async () => {
    await run('watch Alice writes')
    const [
      {
        row: { id },
      } = { row: { id: '' } },
    ] = await store.watches('T1')
    const job = { action: 'watch-menu', value: 'tell hourly', asker: { team: 'T1', person: 'U1' } }
    const reading = await watchClick(job, `watch:${id}`, context, watching())
    await watchCommand(workOf(), reading as WatchReading, deps(), new AbortController().signal)
    expect(await kept()).toEqual(['watch hourly Alice writes'])
  })
})

type Around = {
  readonly person?: string
  readonly channel?: string
  readonly rules?: readonly Rule[]
  readonly places?: readonly Place[]
  /** What a search of Athena costs. */
  readonly dollars?: number
  readonly free?: number
}

async function run(words: string, around: Around = {}): Promise<void> {
  const reading = readQuestion(words, { now: NOW, zone: 'Europe/Berlin', accounts: [] })
  await watchCommand(workOf(around), reading as WatchReading, deps(around), new AbortController().signal)
  for (const { message } of told) expect(validateMessage(message)).toEqual([])
}

function workOf({ person = 'U1', channel = 'C1' }: Around = {}): Work {
  const venue = { channel, thread: undefined, responseUrl: undefined }
  return { key: `job-${told.length}`, askedAt: NOW, asker: { team: 'T1', person }, venue }
}

function watching() {
  let ids = 0
  const newId = () => `w-${String((ids += 1)).padStart(4, 'a')}`
  return { store, settings: WATCH_SETTINGS, perChannel: 2, perWorkspace: 3, newId }
}

function deps({ rules = [RULE], places = [HISTORY], dollars = 0, free = 1 }: Around = {}): WatchCommandDeps {
  const people: People = {
    look: async ({ person }) => ({
      zone: 'Europe/Berlin',
      email: person === 'U2' ? 'bob@example.com' : undefined,
      name: undefined,
      standing: 'member',
    }),
    groups: async () => [],
  }
  const backends = new Map([HISTORY, ATHENA].map(({ backend }) => [backend as string, backendOf(backend, dollars)]))
  return {
    outbox: outbox(),
    people,
    sources: { estate: { accounts: [], places }, backends },
    carrier: { carry: async (_team, words) => `q1.${words.replace(/\W/g, '_')}`, read: async () => undefined },
    now: () => clock,
    sleep: () => new Promise(() => {}),
    freeDollars: free,
    authorize: makeAuthorize(rules, people),
    audit: { write: async ({ deed, question }) => void audited.push(`${deed}: ${question}`) },
    budget: { take: async () => ({ kind: 'taken', settle: async () => {} }) },
    watching: watching(),
  }
}

function outbox(): Outbox {
  const tell = (how: Told['how'], channel: string, message: Message): Sent => {
    told.push({ how, channel, message })
    return (how === 'post' ? refusing : undefined) ?? { kind: 'posted', posted: { channel, ts: '1' } }
  }
  return {
    post: async ({ channel }, message) => tell('post', channel, message),
    edit: async ({ channel }, message) => tell('edit', channel, message),
    whisper: async ({ channel }, _asker, message) => tell('whisper', channel, message),
    showView: () => Promise.reject(new Error('no view')),
    showHome: () => Promise.reject(new Error('no home')),
    upload: () => Promise.reject(new Error('no upload')),
  }
}

/** Two changes of Alice's in the same minute. */
function backendOf(name: string, dollars: number): Backend {
  const at = new Date(NOW - 3_600_000).toISOString()
  const events = ['a', 'b'].map((id) => event({ eventID: id, eventTime: at }))
  return {
    name,
    async *search() {
      const ledger = { records: 2, events: 2, unreadable: 0, duplicates: 0 }
      yield { events, gaps: [], ledger, newest: undefined }
    },
    ...(name === 'athena' && { estimate: () => ({ cost: { bytes: 1, dollars } }) }),
  }
}

async function only(): Promise<Watch> {
  const [watch] = await store.watches('T1')
  if (watch === undefined) throw new Error('nothing is watched')
  return watch.row
}

/** What was told last. */
function text(): string {
  return told.at(-1)?.message.text ?? ''
}

async function kept(): Promise<readonly string[]> {
  return (await store.watches('T1')).filter(({ row }) => row.ended === undefined).map(({ row }) => sayWatch(row))
}

import type { Faults } from './scenario.ts'

/** A mistake that someone could make in the engine, and what else has to be out of its way for it to do harm. */
export type Mistake = {
  readonly name: string
  readonly changes: readonly { readonly file: string; readonly find: string; readonly replace: string }[]
  readonly faults: Partial<Faults>
  /** What is said of the run in which it is found. */
  readonly harm: RegExp
}

/** Everything goes wrong, within the limits of what is promised. */
export const HARSH: Faults = {
  store: 0.03,
  crash: 0.005,
  unknown: 0.2,
  unposted: 0.1,
  blind: 0,
  aws: 0.1,
  freeze: 0.002,
  skew: 30_000,
  instances: 2,
  leases: true,
  people: true,
  outageHours: 80,
  landsLate: 80_000,
  eventsMost: 60,
  veryLate: 0.05,
  pushed: true,
}

/** Nothing goes wrong but what a mistake needs. */
export const PLAIN: Faults = {
  store: 0,
  crash: 0,
  unknown: 0,
  unposted: 0,
  blind: 0,
  aws: 0,
  freeze: 0,
  skew: 0,
  instances: 1,
  leases: true,
  people: false,
  outageHours: 1,
  landsLate: 80_000,
  eventsMost: 40,
  veryLate: 0,
  pushed: false,
}

const NEVER = 'Number.MAX_SAFE_INTEGER'
const NO_DAY_LOOK = { file: 'watch/settings.ts', find: 'dayLookEvery: HOUR', replace: `dayLookEvery: ${NEVER}` }
const NO_WEEK_LOOK = { file: 'watch/settings.ts', find: 'weekLookEvery: DAY', replace: `weekLookEvery: ${NEVER}` }
const NO_SWEEP = [NO_DAY_LOOK, NO_WEEK_LOOK]
const NO_OVERLAP = { file: 'watch/settings.ts', find: 'overlap: 30 * MINUTE', replace: 'overlap: 0' }
const LOST = /was never told/
const TWICE = /twice/
const PASSED = /passed .*, which is not kept/
const TELL = 'job/watch-tell.ts'
const SEND = 'job/watch-send.ts'
const SETTLE = 'job/watch-settle.ts'
const LOOK = 'job/watch-look.ts'

/** Each is found in at most two hundred seeds, with the other safety nets away. */
export const MISTAKES: readonly Mistake[] = [
  { name: 'no overlap', changes: [NO_OVERLAP, ...NO_SWEEP], faults: {}, harm: LOST },
  {
    name: 'the cursor moves first',
    changes: [
      ...NO_SWEEP,
      {
        file: LOOK,
        find: '    for (const ask of asks === ',
        replace:
          '    cursor = afterPart(cursor, plan, part)\n    if (await store.putCursor(cursor, version)) version += 1\n    for (const ask of asks === ',
      },
    ],
    faults: { crash: 0.02, aws: 0.5 },
    harm: PASSED,
  },
  {
    name: 'the cursor moves on after an error',
    changes: [...NO_SWEEP, { file: LOOK, find: 'if (why !== undefined) gap ??= { part, why }', replace: 'void why' }],
    faults: { aws: 0.95 },
    harm: PASSED,
  },
  {
    name: 'the day look goes back from now',
    changes: [
      NO_WEEK_LOOK,
      {
        file: 'watch/look.ts',
        find: 'Math.min(now, cursor.dayLook) - settings.dayLook',
        replace: 'now - settings.dayLook',
      },
    ],
    faults: { outageHours: 80, veryLate: 0.5 },
    harm: LOST,
  },
  { name: 'no day look and no week look', changes: NO_SWEEP, faults: { veryLate: 0.3 }, harm: LOST },
  {
    name: 'told events are forgotten too soon',
    changes: [{ file: 'watch/settings.ts', find: 'remember: 100 * DAY', replace: 'remember: 20 * MINUTE' }],
    faults: {},
    harm: TWICE,
  },
  {
    name: 'written down as sent before it is sent',
    changes: [
      {
        file: SEND,
        find: '  const outcome = await deps.slack.post(',
        replace:
          "  await store.putBook(sent(book, '', sightings, clock.now(), settings), version)\n  const outcome = await deps.slack.post(",
      },
    ],
    faults: { crash: 0.02, unposted: 0.3 },
    harm: LOST,
  },
  {
    name: 'a message nobody knows of counts as posted',
    changes: [
      {
        file: SEND,
        find: "  if (outcome.kind === 'unknown') return\n",
        replace:
          "  if (outcome.kind === 'unknown') {\n    await store.putBook(sent(book, '', sightings, clock.now(), settings), version)\n    return\n  }\n",
      },
    ],
    faults: { unknown: 0.3 },
    harm: LOST,
  },
  {
    name: 'sent again blindly',
    changes: [
      { file: SEND, find: 'const outcome = await deps.slack.post(', replace: 'let outcome = await deps.slack.post(' },
      {
        file: SEND,
        find: "  if (outcome.kind === 'unknown') return\n",
        replace:
          "  if (outcome.kind === 'unknown') outcome = await deps.slack.post(toOf(book, open), message, open.key)\n  if (outcome.kind === 'unknown') return\n",
      },
    ],
    faults: { unknown: 0.3 },
    harm: TWICE,
  },
  {
    name: 'nobody looks whether it was posted',
    changes: [
      {
        file: SETTLE,
        find: 'const found = await deps.slack.lookBack(toOf(book, open), open.key, instant(open.first - settings.clocksApart))',
        replace: "const found = 'absent' as 'absent' | { ts: string }",
      },
    ],
    faults: { unknown: 0.3 },
    harm: TWICE,
  },
  {
    name: 'no grace',
    changes: [{ file: 'watch/settings.ts', find: 'grace: 3 * MINUTE', replace: 'grace: 0' }],
    faults: { unknown: 0.5 },
    harm: TWICE,
  },
  {
    name: 'another attempt is not a conditional write',
    changes: [
      {
        file: SETTLE,
        find: '    if (await store.putBook(next, of.version)) await send({ row: next, version: of.version + 1 }, watches, deps)',
        replace: `    const there = (await store.book(next.team, next.channel))?.version ?? 0
    await store.putBook(next, there)
    await send({ row: next, version: there + 1 }, watches, deps)`,
      },
    ],
    faults: { unknown: 0.5, instances: 3, leases: false },
    harm: TWICE,
  },
  {
    name: 'the sightings are read before the book',
    changes: [
      {
        file: TELL,
        find: '  const kept = await store.book(where.team, where.channel)\n',
        replace: `  const early = await readWaiting(where, (await confirmRights(where, deps)).watches, deps)
  const kept = await store.book(where.team, where.channel)\n`,
      },
      { file: TELL, find: 'const waiting = await readWaiting(where, watches, deps)', replace: 'const waiting = early' },
    ],
    faults: { instances: 3, leases: false, freeze: 0.05 },
    harm: TWICE,
  },
  {
    name: 'beginning is not a conditional write',
    changes: [
      {
        file: TELL,
        find: '      if (await store.putBook(next.book, version)) await send({ row: next.book, version: version + 1 }, watches, deps)',
        replace: `      const there = (await store.book(where.team, where.channel))?.version ?? 0
      await store.putBook(next.book, there)
      await send({ row: next.book, version: there + 1 }, watches, deps)`,
      },
    ],
    faults: { instances: 3, leases: false },
    harm: TWICE,
  },
  {
    name: 'the next message does not wait until the last is marked',
    changes: [
      {
        file: SETTLE,
        find: 'if (await mark(book, open, watches, deps)) await store.putBook(closed(book), version)',
        replace: 'if (await store.putBook(closed(book), version)) await mark(book, open, watches, deps)',
      },
    ],
    faults: { crash: 0.02 },
    harm: TWICE,
  },
]

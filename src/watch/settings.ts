const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How watches look and tell. All times in milliseconds. The simulation of the tests holds with these. */
export type WatchSettings = typeof WATCH_SETTINGS

export const WATCH_SETTINGS = {
  /** A place is looked at so often. */
  lookEvery: 2 * MINUTE,
  /** Each look goes back so far behind what was seen: CloudTrail is late by some five minutes, sometimes more. */
  overlap: 30 * MINUTE,
  /** So much is looked at in one go, so that a long catch-up gets on although it is cut short. */
  slice: HOUR,
  /** A look every hour goes back a day behind the last such look, and one every day a week: for what came very late. */
  dayLookEvery: HOUR,
  dayLook: DAY,
  weekLookEvery: DAY,
  weekLook: 7 * DAY,
  /** No look goes back further: event history has no more. */
  reach: 90 * DAY,
  /** A place that was not looked at before is looked at from the oldest watch on, at most so far back. */
  startReach: 7 * DAY,
  /** After a failure the rest is tried again after this, then twice as long, up to the second. */
  retryFirst: MINUTE,
  retryMost: 15 * MINUTE,
  /** A gap is told when it has lasted so long. */
  gapPatience: 15 * MINUTE,
  /** Told events are remembered so long: longer than any look goes back. */
  remember: 100 * DAY,
  /** An event that comes later than this after it happened is called late. */
  lateAfter: 15 * MINUTE,

  /** So many events at once are told as a digest; up to this many are listed. */
  burst: 20,
  /** The most events that one message stands for. */
  digestMost: 10_000,
  /** A root message is edited until its identity was quiet for so long. */
  quiet: 30 * MINUTE,
  /** So many root messages are edited in one channel; the one that was quiet longest makes room. */
  rootsMost: 40,
  /** Slack takes one message a second and channel. */
  postGap: 1_100,
  /** More messages in an hour than this are a flood: from then on there is one digest every so often. */
  floodAfter: 40,
  floodEvery: 10 * MINUTE,
  /** During a flood what stands out is told at most so often. */
  floodUrgentEvery: MINUTE,
  /** A message that may have been posted is looked for from the first on, and given up for lost at the second. */
  lookBackAfter: 10_000,
  grace: 3 * MINUTE,
  /** Clocks, Slack's among them, are not further apart than this. */
  clocksApart: 2 * MINUTE,
  /** Where nobody can look whether it was posted, it is sent again after this, and says so. */
  perhapsAfter: 15 * MINUTE,
  /** A message is not sent if so long has passed since it was written down: the process was asleep. */
  staleAfter: 30_000,
} as const satisfies Readonly<Record<string, number>>

/**
 * Loaded before the bot by `--import`: its clock runs faster than the one on the wall, and what it waits for comes sooner.
 * `WHODID_TEST_TIMES` says by how much, `WHODID_TEST_FROM` since when, in milliseconds on the wall.
 */
import process from 'node:process'
import { quicker } from './quicker.ts'

const times = Number(process.env.WHODID_TEST_TIMES)
const now = quicker(Number(process.env.WHODID_TEST_FROM), times)

globalThis.Date = class extends Date {
  constructor(...given: readonly unknown[]) {
    // @ts-expect-error -- with whatever it was given, else the quicker time
    super(...(given.length === 0 ? [now()] : given))
  }
  static override now(): number {
    return now()
  }
} as DateConstructor

const { setTimeout: realTimeout, setInterval: realInterval } = globalThis
globalThis.setTimeout = Object.assign(
  (call: () => void, ms = 0, ...given: []) => realTimeout(call, ms / times, ...given),
  realTimeout,
)
globalThis.setInterval = Object.assign(
  (call: () => void, ms = 0, ...given: []) => realInterval(call, ms / times, ...given),
  realInterval,
)

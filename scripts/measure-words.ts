import { instant } from '../src/lib/instant.ts'
import { readQuestion } from '../src/question/read-question.ts'

const MANY = 20_000
const LONGEST = 1_000
const PIECES = [
  'Alice',
  'role:',
  '"',
  '..',
  '24h',
  'not ',
  'ip:',
  '*',
  '\\',
  '@',
  'yesterday ',
  '2026-',
  ':',
  'on ',
  '(',
  'é',
  '\u202E',
  ' ',
  '-',
  '1',
]

/** Reads made-up words, the same each time, and tells the slowest. */
export async function measureWords(): Promise<{ readonly figure: string; readonly met: boolean }> {
  let [slowest, thrown, seed] = [0, 0, 1]
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  const context = { now: instant(1_800_000_000_000), zone: 'Europe/Berlin', accounts: [] }
  for (let n = 0; n < MANY; n += 1) {
    let words = ''
    const length = n % 20 === 0 ? LONGEST : random(60)
    while (words.length < length) words += PIECES[random(PIECES.length)] ?? ''
    try {
      readQuestion(words, context)
    } catch {
      thrown += 1
    }
    // The first are slow for every program: nothing is compiled yet.
    if (n > 500)
      slowest = Math.max(
        slowest,
        quickest(() => readQuestion(words, context)),
      )
  }
  return { figure: `${slowest.toFixed(1)} ms, ${thrown} thrown`, met: slowest <= 20 && thrown === 0 }
}

/** Of three times, so that another process on the machine is not measured too. */
function quickest(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = performance.now()
    try {
      work()
    } catch {
      // Counted already.
    }
    return performance.now() - before
  })
  return Math.min(...times)
}

import type { LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail'
import type { Reach } from '../../aws/aws.ts'
import { type Asking, askPage } from './ask-page.ts'
import { compile } from './compile.ts'
import type { PageRead } from './read.ts'
import { advance, cut, pagesLeft, type Stretch } from './stretch.ts'

export type Crew = {
  readonly reach: Reach
  readonly asking: Asking
  readonly signal: AbortSignal
  /** Pages that may still be asked for. */
  readonly budget: { left: number }
  readonly gapMs: number
  /** Takes a page in, as soon as it is there. */
  readonly take: (output: LookupEventsCommandOutput, stretches: readonly Stretch[]) => PageRead
}

export type Read = {
  /** What was not read to its end. */
  readonly unread: readonly Stretch[]
  readonly errors: readonly unknown[]
}

const MOST_HANDS = 8

/**
 * Reads stretches to their ends. A chain of pages is sequential and AWS often takes longer than half a second for one, so
 * that one chain alone does not reach the pace that AWS allows: as many work at once as it takes, and cut up what is left.
 */
export async function readAll(first: readonly Stretch[], crew: Crew): Promise<Read> {
  const all = [...first]
  const waiting = [...first]
  const current = new Set<Stretch>()
  const errors: unknown[] = []
  const hands: Promise<void>[] = []
  let working = 0
  let wanted = 2
  let lastMs: number | undefined

  function next(): Stretch | undefined {
    const fresh = waiting.shift()
    if (fresh !== undefined) return fresh
    const longest = [...current].sort((a, b) => pagesLeft(b) - pagesLeft(a))[0]
    const part = longest === undefined ? undefined : cut(longest)
    if (part !== undefined) all.push(part)
    return part
  }

  function hire(): void {
    while (working < wanted && crew.budget.left > 0 && errors.length === 0) {
      const stretch = next()
      if (stretch === undefined) return
      working++
      hands.push(work(stretch).finally(() => working--))
    }
  }

  async function work(first: Stretch): Promise<void> {
    for (let stretch: Stretch | undefined = first; stretch !== undefined; stretch = next()) {
      current.add(stretch)
      while (!stretch.isDone && errors.length === 0 && crew.budget.left > 0) {
        try {
          await readOne(stretch)
        } catch (error) {
          errors.push(error)
        }
        hire()
      }
      current.delete(stretch)
      if (errors.length > 0 || crew.budget.left <= 0) return
    }
  }

  async function readOne(stretch: Stretch): Promise<void> {
    crew.budget.left--
    const input = compile(stretch.asked, stretch.token)
    const { output, tookMs } = await askPage(input, crew.reach, crew.asking, crew.signal)
    const { oldest, newest } = crew.take(output, all)
    advance(stretch, { token: output.NextToken, oldest, newest })
    // One slow page may be our own doing, where much else goes on; and a cut costs a page.
    const usualMs = Math.min(tookMs, lastMs ?? tookMs)
    lastMs = tookMs
    wanted = Math.min(MOST_HANDS, Math.max(1, Math.ceil((usualMs * 1.2) / crew.gapMs)))
  }

  hire()
  for (let done = 0; done < hands.length; done++) await hands[done]
  return { unread: all.filter(({ isDone }) => !isDone), errors }
}

import { makeMessage } from '../message/make-message.ts'
import type { RestSaid } from '../message/rest-message.ts'
import { withRest } from '../message/rest-message.ts'
import { ask } from './ask.ts'
import type { Asked } from './asked.ts'
import type { AskJob } from './job.ts'
import type { ReplyDeps } from './reply-deps.ts'
import type { Rest } from './rest.ts'
import { STOP, type Stops } from './stops.ts'

/**
 * Goes on with a question whose first job ran out of time: with the rights that its asker has now, unless someone has stopped it.
 * What came of it is said in the answer's first message too, whatever it is.
 */
export async function askRest(
  job: AskJob & { readonly rest: Rest },
  deps: ReplyDeps & { readonly stops: Pick<Stops, 'asked'> },
  signal: AbortSignal,
): Promise<Asked> {
  const { rest } = job
  const share = { places: rest.places.length, all: rest.all }
  try {
    if ((await deps.stops.asked(job.asker.team, rest.of)) !== undefined) {
      const said: RestSaid = { ...share, kind: 'stopped' }
      const whisper = () => deps.outbox.whisper(job.venue, job.asker, withRest(makeMessage([]), said))
      const sent = (await sayInRoot(said)) ?? (await whisper())
      return { outcome: 'done', deed: 'answer', question: job.words, sent }
    }
    const asked = await ask(job, deps, signal)
    await (asked.goesOn === undefined
      ? sayInRoot({ ...share, kind: kindOf(asked, rest, signal) })
      : sayInRoot({ ...asked.goesOn, kind: 'goes on' }))
    return asked
  } catch (error) {
    await sayInRoot({ ...share, kind: 'failed' })
    throw error
  }

  /** It was told with access key ids as its asker could see them, and is not masked anew. */
  async function sayInRoot(said: RestSaid) {
    if (rest.root === undefined) return undefined
    const stop = said.kind === 'goes on' ? await deps.carrier.carry(job.asker.team, `${STOP}${rest.of}`) : undefined
    return deps.whole.outbox.edit(rest.root.posted, withRest(rest.root.message, said, stop))
  }
}

function kindOf(
  { outcome, answered }: Asked,
  { places }: Rest,
  signal: AbortSignal,
): Exclude<RestSaid['kind'], 'goes on' | 'part'> {
  if (outcome === 'refused') return 'refused'
  if (answered === undefined) return 'failed'
  const { coverage } = answered.answer
  const whole = coverage.answered === places.length
  if (!whole)
    return signal.aborted && signal.reason instanceof Error && signal.reason.message === 'stopped'
      ? 'stopped'
      : 'not whole'
  return outcome === 'empty' ? 'nothing' : 'told'
}

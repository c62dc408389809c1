import type { Event } from '../event/event.ts'
import { mainThings } from '../question/main-things.ts'
import type { Understood } from '../question/question.ts'
import { sayWanted } from '../question/wanted.ts'
import type { SeenName } from './keeping.ts'
import type { Posted } from './ports.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

/** Keeps what was asked where, so that a mention in the thread can read on from it, and whom it named. Without it, only these are lost. */
export async function rememberAsked(
  work: Work,
  reading: Understood,
  told: { readonly words: string; readonly events: readonly Event[]; readonly posted: Posted },
  { keeping }: Pick<ReplyDeps, 'keeping'>,
): Promise<void> {
  const { team, person } = work.asker
  const thread = work.venue.thread ?? told.posted.ts
  const words = [sayWanted(reading.wanted), told.words].filter(Boolean).join(' ')
  await Promise.allSettled([
    keeping.threads.remember(team, told.posted.channel, thread, {
      words: told.words,
      zone: reading.zone,
      person,
      askedAt: work.askedAt,
      things: mainThings(told.events).slice(0, 20),
    }),
    keeping.recent.add(team, person, { words, askedAt: work.askedAt }),
    keeping.names.add(team, namesIn(told.events)),
  ])
}

/** Who acted in these events, as they would be asked for. */
function namesIn(events: readonly Event[]): readonly SeenName[] {
  const seen = new Map<string, SeenName>()
  for (const { actor, time } of events) {
    const named = [
      ...(actor.type === 'IAMUser' ? [['user', actor.name] as const] : []),
      ['session', actor.sessionName] as const,
      ['role', actor.role?.name] as const,
    ]
    for (const [by, name] of named) {
      if (name === undefined) continue
      const before = seen.get(`${by}:${name}`)
      const at = before === undefined || time > before.at ? time : before.at
      seen.set(`${by}:${name}`, { name, by, count: (before?.count ?? 0) + 1, at })
    }
  }
  return [...seen.values()]
}

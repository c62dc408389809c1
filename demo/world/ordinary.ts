import { instant, type Instant } from '../../src/lib/instant.ts'
import { daysOf, type Routine } from './day.ts'
import type { Happening } from './record.ts'
import { iamPeople, lookAlikes } from './routines/iam-people.ts'
import { instances, workers } from './routines/machines.ts'
import { monitoring } from './routines/monitoring.ts'
import { nightly } from './routines/nightly.ts'
import { pipelines } from './routines/pipelines.ts'
import { rarities } from './routines/rarities.ts'
import { services } from './routines/services.ts'
import { ssoPeople } from './routines/sso-people.ts'

const ROUTINES: readonly Routine[] = [
  ...iamPeople,
  ...lookAlikes,
  ...ssoPeople,
  pipelines,
  instances,
  workers,
  services,
  monitoring,
  nightly,
  rarities,
]

const DAY = 86_400_000

/** What ordinarily happens from one moment (inclusive) to another (exclusive), in order, whoever asks and whenever. */
export function* ordinaryEvents(seed: number, from: Instant, to: Instant): Generator<Happening> {
  for (const { start } of daysOf(from, to, seed, '')) {
    const happenings: Happening[] = []
    for (const routine of ROUTINES) {
      for (const day of daysOf(start, instant(start + DAY), seed, routine.name)) {
        for (const happening of routine.live(day)) {
          if (happening.at >= start && happening.at < start + DAY) happenings.push(happening)
        }
      }
    }
    for (const happening of happenings.sort((a, b) => a.at - b.at)) {
      if (happening.at >= from && happening.at < to) yield happening
    }
  }
}

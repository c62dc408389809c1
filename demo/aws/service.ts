import type { Clock } from '../../src/lib/clock.ts'
import type { Random } from '../world/random.ts'
import type { Problem } from './calls.ts'
import type { Fields, History } from './history.ts'
import type { AwsOptions } from './options.ts'
import type { Pages } from './paging.ts'
import type { Wanted } from './policy.ts'
import type { Principal, Principals } from './principal.ts'

/** What all services share. */
export type Ground = {
  readonly options: AwsOptions
  readonly clock: Clock
  readonly random: Random
  readonly history: History
  readonly principals: Principals
  readonly pages: Pages
  readonly problem: (problem: Problem) => void
}

/** One request, after its signature was found good. */
export type Ask = {
  readonly input: Fields
  readonly account: string
  readonly region: string
  readonly principal: Principal
}

export type Operation = {
  /** How many a second, for each account and Region. Left out: as many as are sent. */
  readonly aSecond?: number | ((region: string) => number)
  /** What one must be allowed to do. Left out: nothing, as for GetCallerIdentity. */
  wants?(ask: Ask): readonly Wanted[]
  run(ask: Ask): Fields | Promise<Fields>
}

export type Service = {
  /** As in the scope of a signature. */
  readonly name: string
  /** What X-Amz-Target begins with; for the query protocol, the version. */
  readonly target: string
  readonly protocol: 'json' | 'query' | 'rest-xml'
  readonly throttled: string
  readonly operations: { readonly [name: string]: Operation }
}

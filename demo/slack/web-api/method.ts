import type { Tier } from '../rate-limits.ts'
import type { Json } from '../record.ts'
import type { Workspace } from '../workspace.ts'
import type { Args } from './args.ts'

/** A method of the Web API: who may call it, how often, and what it does. */
export type Method = {
  readonly token: 'bot' | 'app' | 'none'
  /** Any one of these is enough; none where it is empty. */
  readonly scopes: readonly string[] | ((workspace: Workspace, args: Args) => readonly string[])
  readonly tier: Tier
  /** What is counted together, where that is less than the whole method. */
  readonly bucket?: (args: Args) => string
  run(workspace: Workspace, args: Args): Json
}

export type Methods = Readonly<Record<string, Method>>

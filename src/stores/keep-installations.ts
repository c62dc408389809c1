import { z } from 'zod'
import { instant, type Instant } from '../lib/instant.ts'
import { type Seal, Unsealed } from '../lib/seal.ts'
import type { Installation, KeptInstallations } from '../oauth/installation.ts'
import { forgetTeam } from './keep-watches.ts'
import type { Found, Rows, Shelf } from './rows.ts'
import { StoreError } from './store-error.ts'

const SHELF: Shelf = ['*', 'installations']
/** What was done once, until its end. */
const ONCE: Shelf = ['*', 'once']
const PAGE = 1_000

type Place = Pick<Installation, 'enterprise' | 'team'>

/**
 * Whether there is an installation of the workspace, or of its organization, good or not: one whose token is over, or that
 * cannot be opened with the keys that are here, has not been thrown out.
 */
export async function isKept(rows: Pick<Rows, 'get'>, { enterprise, team }: Place): Promise<boolean> {
  if ((await rows.get(SHELF, keyOf({ enterprise, team }))) !== undefined) return true
  return enterprise !== undefined && (await rows.get(SHELF, keyOf({ enterprise, team: '' }))) !== undefined
}

const at = z.number().transform(instant)
const Kept = z.object({
  enterprise: z.string().optional(),
  team: z.string(),
  orgWide: z.boolean(),
  name: z.string(),
  token: z.string(),
  botUserId: z.string(),
  botId: z.string().optional(),
  scopes: z.array(z.string()),
  installedBy: z.string(),
  installedAt: at,
  expiring: z.object({ refreshToken: z.string(), until: at, refused: z.boolean().optional() }).optional(),
})

/**
 * Where the bot is installed, one sealed row each. A row that cannot be opened is an error, never "not installed": a wrong key
 * would else look as if everyone had thrown the bot out.
 */
export function keepInstallations(rows: Rows, seal: Seal): KeptInstallations {
  return {
    async get(workspace) {
      const row = await rows.get(SHELF, keyOf(workspace))
      return row === undefined ? undefined : { installation: opened(row), version: row.version }
    },
    async list() {
      const installations: Installation[] = []
      const unreadable: StoreError[] = []
      for (const row of await all()) {
        try {
          installations.push(opened(row))
        } catch (error) {
          if (!(error instanceof StoreError)) throw error
          unreadable.push(error)
        }
      }
      return { installations, unreadable }
    },
    async put(installation, was) {
      const key = keyOf(installation)
      // With versions always, since some are written with them.
      for (;;) {
        const version = was ?? (await rows.get(SHELF, key))?.version ?? 0
        const text = seal.seal(JSON.stringify(installation), placeOf(key))
        const written = await rows.put(SHELF, { key, text, was: version })
        if (written || was !== undefined) return written
      }
    },
    remove: (workspace, was) => rows.remove(SHELF, keyOf(workspace), was),
    takeOnce: (what: string, until: Instant) => rows.put(ONCE, { key: what, text: '', expires: until, was: 0 }),
    teams: async () => (await rows.teams()).filter((team) => team !== '*'),
    async clear(team) {
      if (team === '*') return
      await forgetTeam(rows, team)
      await rows.clear(team)
    },
  }

  async function all(): Promise<readonly Found[]> {
    const found: Found[] = []
    for (;;) {
      const page = await rows.list(SHELF, { limit: PAGE, after: found.at(-1)?.key })
      found.push(...page)
      if (page.length < PAGE) return found
    }
  }

  function opened({ key, text }: Found): Installation {
    try {
      const { enterprise, botId, expiring, ...rest } = Kept.parse(JSON.parse(seal.open(text, placeOf(key))))
      return { ...rest, enterprise, botId, expiring }
    } catch (error) {
      throw new StoreError('sealed', sayUnsealed(key, error), { cause: error })
    }
  }
}

/** Ids of workspaces are Slack's own, and no two organizations share one. */
function keyOf({ enterprise = '', team }: Place): string {
  return team === '' ? `enterprise:${enterprise}` : `team:${team}`
}

/** What a seal is bound to: a row that is copied over another's does not open. */
function placeOf(key: string): readonly string[] {
  return [...SHELF, key]
}

function sayUnsealed(key: string, error: unknown): string {
  const what = `the installation in ${key.replace(':', ' ')}`
  if (error instanceof Unsealed && error.why === 'another key') {
    return `${what} was sealed with a key that WHODID_INSTALLATION_KEY does not hold. Add the key of then: new,old. Where it is lost, install the bot there again`
  }
  return `${what} was changed since it was kept, and is not used. Restore a copy of the store, or install the bot there again`
}

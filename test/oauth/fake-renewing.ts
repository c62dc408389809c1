import { createHash, randomBytes } from 'node:crypto'
import { instant, type Instant } from '../../src/lib/instant.ts'
import { makeSeal } from '../../src/lib/seal.ts'
import type { Installation, KeptInstallations } from '../../src/oauth/installation.ts'
import type { SlackOAuth } from '../../src/oauth/slack-oauth.ts'
import { keepInstallations } from '../../src/stores/keep-installations.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'

export const HOUR = 3_600_000
const KEY = createHash('sha256').update('fake').digest('base64')

type Said = Awaited<ReturnType<SlackOAuth['refresh']>>
type Look = Awaited<ReturnType<SlackOAuth['look']>>

/** A store, a clock that moves when somebody sleeps, and a Slack that says what it's told to. */
export function makeWorld(start = 1_800_000_000_000) {
  let at = start
  const now = (): Instant => instant(at)
  const clock = {
    now,
    async sleep(ms: number) {
      await new Promise((resolve) => setImmediate(resolve))
      at += ms
    },
  }
  const rows = openMemory(now)
  const kept = keepInstallations(rows, makeSeal([KEY], randomBytes))
  const log = makeQuietLog()
  const renewed: string[] = []
  const slack = {
    says: undefined as Said | undefined,
    looks: new Map<string, Look['kind']>(),
    /** What happens between the question and Slack's answer. */
    meanwhile: async () => {},
    async refresh(refreshToken: string): Promise<Said> {
      const used = renewed.includes(refreshToken)
      renewed.push(refreshToken)
      await slack.meanwhile()
      if (slack.says !== undefined) return slack.says
      // As Slack: good once.
      if (used) return { kind: 'refused', code: 'invalid_refresh_token', whose: 'theirs' }
      const expiring = { refreshToken: `${refreshToken}+`, seconds: 43_200 }
      return { kind: 'refreshed', token: `xoxb-renewed-${renewed.length}`, expiring }
    },
    async look(token: string): Promise<Look> {
      const kind = slack.looks.get(token) ?? 'good'
      return kind === 'good' ? { kind, botId: 'B00BOT' } : { kind }
    },
  }
  return { clock, rows, kept, log, slack, renewed, now, pass: (ms: number) => void (at += ms) }
}

export function installationOf(more: Partial<Installation> = {}): Installation {
  return {
    enterprise: undefined,
    team: 'T00HERE',
    orgWide: false,
    name: 'Here',
    token: 'xoxb-first',
    botUserId: 'U00BOT',
    botId: 'B00BOT',
    scopes: [],
    installedBy: 'U00ADA',
    installedAt: instant(1_800_000_000_000),
    expiring: undefined,
    ...more,
  }
}

/** What one instance gets that needs to speak there. */
export async function put(kept: KeptInstallations, more: Partial<Installation>): Promise<Installation> {
  const installation = installationOf(more)
  await kept.put(installation)
  return installation
}

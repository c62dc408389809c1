import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeSlack, startSlack, type SlackOptions } from '../../demo/slack/start-slack.ts'
import type { Config } from '../../src/config/load.ts'
import { Settings } from '../../src/config/schema.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Log } from '../../src/lib/log.ts'
import { servePages } from '../../src/slack/pages.ts'
import { openStore, type OpenStore, type StoreSettings } from '../../src/stores/open-store.ts'
import { openAudit } from '../../src/wire-audit.ts'
import { type InstallingOpen, openInstalling } from '../../src/wire-installations.ts'

export const CLIENT_SECRET = 'fake-client-secret'
export const KEY = createHash('sha256').update('fake key').digest('base64')
export const CLIENT_ID = '1111.2222'

export const OAUTH_MANIFEST = readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8').replace(
  '      - message.im\n',
  '      - message.im\n      - app_uninstalled\n      - tokens_revoked\n',
)

export type Site = InstallingOpen & {
  readonly slack: FakeSlack
  readonly store: OpenStore
  readonly url: string
  readonly lines: string[]
  /** Moves the bot's clock, not Slack's. */
  wait(ms: number): void
  close(): Promise<void>
}

/** The pages on which the bot is installed, with a Slack beside them. */
export async function startSite({
  workspaces = ['T00FAKE'],
  oauth = {},
  store: kept = { kind: 'memory' },
  clientSecret = CLIENT_SECRET,
  ruled = workspaces,
  slack: given,
}: {
  readonly workspaces?: readonly string[]
  readonly oauth?: Partial<NonNullable<SlackOptions['oauth']>>
  readonly store?: StoreSettings
  readonly clientSecret?: string
  /** The workspaces that a rule names. */
  readonly ruled?: readonly string[]
  readonly slack?: FakeSlack
} = {}): Promise<Site> {
  let ahead = 0
  const clock = {
    now: () => instant(Date.now() + ahead),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 20))),
  }
  const lines: string[] = []
  const write = (level: string) => (data: object, message: string) => {
    lines.push(`${level} ${message} ${JSON.stringify(data, (_, value: unknown) => sayError(value))}`)
  }
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const redirectUrls: string[] = []
  const slack =
    given ??
    (await startSlack({
      manifest: OAUTH_MANIFEST,
      transport: 'http',
      oauth: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUrls, ...oauth },
    }))
  const store = await openStore(kept, clock)
  let open: InstallingOpen | undefined
  const served = await servePages(
    { has: () => true, answer: async (request) => (open as InstallingOpen).pages.answer(request) },
    { port: 0, host: '127.0.0.1', log },
  )
  const url = `http://127.0.0.1:${served.port}`
  redirectUrls.push(url)
  const settings = Settings.parse({
    slack: {
      mode: 'http',
      apiUrl: slack.apiUrl,
      oauth: { clientId: CLIENT_ID, publicUrl: `${url}/`, workspaces },
    },
    logFiles: [{ name: 'none', path: '/nowhere' }],
    policy: [{ name: 'all', everyone: true, workspaces: ruled }],
  })
  const secrets = {
    botToken: undefined,
    appToken: undefined,
    signingSecret: 'x',
    clientSecret,
    installationKeys: [KEY],
  }
  const config: Config = { ...settings, secrets }
  open = openInstalling(config, store, { clock, log, audit: openAudit(config, log) })
  if (open === undefined) throw new Error('the settings have no slack.oauth')
  return {
    ...open,
    slack,
    store,
    url,
    lines,
    wait: (ms) => void (ahead += ms),
    async close() {
      await served.stop()
      try {
        store.close()
      } catch {
        // Closed by the test.
      }
      if (given === undefined) await slack.close()
    },
  }
}

function sayError(value: unknown): unknown {
  return value instanceof Error ? { name: value.name, said: value.message, cause: value.cause } : value
}

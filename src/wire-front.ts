import type { Config } from './config/load.ts'
import type { Audit } from './job/audit.ts'
import { type Authorize, makeAuthorize } from './job/authorize.ts'
import { makeCarrier } from './job/carrier.ts'
import { makeChannelAudit } from './job/channel-audit.ts'
import { type Front, makeFront } from './job/front.ts'
import type { ChannelState } from './job/owner-rights.ts'
import type { Carrier, Outbox, People } from './job/ports.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import type { Rule } from './policy/policy.ts'
import { makeFileAudit, makeAudits } from './stores/file-audit.ts'
import { makeLogAudit } from './stores/log-audit.ts'
import type { OpenStore } from './stores/open-store.ts'

export type FrontOpen = {
  readonly front: Front
  readonly carrier: Carrier
  readonly authorize: Authorize
  readonly audit: Audit
}

type SlackOfFront = {
  readonly outbox: Outbox
  readonly people: People
  /** How channels stand. */
  readonly watching?: { readonly channel: ChannelState } | undefined
}

/** What is needed while Slack waits: rights, sealed questions, the audit. No place is opened for it. */
export function openFront(
  config: Config,
  { outbox, people, watching }: SlackOfFront,
  { keeping, stops }: OpenStore,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): FrontOpen {
  const carrier = makeCarrier(sealSecret(config), keeping.questions)
  const authorize = makeAuthorize(rulesOf(config), people, watching?.channel)
  const audit = makeAudits([
    makeLogAudit(log),
    ...(config.audit.file === undefined ? [] : [makeFileAudit(config.audit.file)]),
    ...(config.audit.channel === undefined ? [] : [makeChannelAudit(config.audit.channel, outbox)]),
  ])
  const now = () => clock.now()
  const accounts =
    config.aws?.organization === true ? undefined : config.accounts.map(({ id, alias }) => ({ id, alias }))
  return {
    front: makeFront({ carrier, keeping, stops, outbox, authorize, audit, now, accounts }),
    carrier,
    authorize,
    audit,
  }
}

/** Rights as the settings say them. */
export function rulesOf({ policy }: Config): readonly Rule[] {
  return policy.map(({ name, channels, people, groups, everyone, may }) => ({
    name,
    channels,
    people,
    groups,
    everyone,
    may: { ...may, accounts: may.accounts, identities: may.identities },
  }))
}

/** Buttons outlive a restart, and work on every instance: they share the secret. A new one makes the old buttons stale. */
function sealSecret({ secrets }: Config): string {
  return secrets.signingSecret ?? secrets.appToken ?? secrets.botToken
}

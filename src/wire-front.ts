import type { Config } from './config/load.ts'
import type { Audit } from './job/audit.ts'
import { type Authorize, makeAuthorize } from './job/authorize.ts'
import { makeCarrier } from './job/carrier.ts'
import { makeChannelAudit } from './job/channel-audit.ts'
import { type Front, makeFront } from './job/front.ts'
import type { Carrier } from './job/ports.ts'
import type { Clock } from './lib/clock.ts'
import type { Rule } from './policy/policy.ts'
import { accountsOf, rulesIn } from './policy/rules-in.ts'
import { readWorkspace } from './policy/workspace.ts'
import type { OpenWorkspace } from './slack/workspaces.ts'
import { makeAudits } from './stores/file-audit.ts'
import type { OpenStore } from './stores/open-store.ts'

/** What is needed in a workspace while Slack waits: rights, sealed questions, the audit. */
export type FrontOpen = {
  readonly front: Front
  readonly carrier: Carrier
  readonly authorize: Authorize
  readonly audit: Audit
  readonly rules: readonly Rule[]
}

export type Fronts = {
  /** Of one workspace: its rules, its people, its channels. */
  of(workspace: OpenWorkspace): FrontOpen
}

/** The front of each workspace, made when it's first needed. No place is opened for it. */
export function openFronts(
  config: Config,
  { keeping, stops }: OpenStore,
  { clock, audit: records }: { readonly clock: Clock; readonly audit: Audit },
): Fronts {
  const carrier = makeCarrier(sealSecret(config), keeping.questions)
  const now = () => clock.now()
  const fronts = new WeakMap<OpenWorkspace, FrontOpen>()
  return {
    of(workspace) {
      const front = fronts.get(workspace) ?? open(workspace)
      fronts.set(workspace, front)
      return front
    },
  }

  function open({ team, outbox, people, watching }: OpenWorkspace): FrontOpen {
    const rules = rulesOf(config, team)
    const authorize = makeAuthorize(rules, people, watching.channel, team && sayWorkspace(team))
    const audit = makeAudits([records, ...channelAudit(config, team, outbox)])
    const accounts = config.aws?.organization === true ? undefined : accountsNamed(config, accountsIn(config, team))
    const front = makeFront({ carrier, keeping, stops, outbox, authorize, audit, now, accounts })
    return { front, carrier, authorize, audit, rules }
  }
}

/** Rights as the settings say them; of one workspace where there are several, by the name that rows have for it. */
export function rulesOf({ policy }: Config, team: string | undefined): readonly Rule[] {
  const rules = policy.map(({ name, workspaces, channels, people, groups, everyone, may }) => ({
    name,
    workspaces,
    channels,
    people,
    groups,
    everyone,
    may: { ...may, accounts: may.accounts, identities: may.identities },
  }))
  return team === undefined ? rules : rulesIn(rules, readWorkspace(team))
}

/** As the settings call it. */
function sayWorkspace(team: string): string {
  const { enterprise = '', team: id } = readWorkspace(team)
  return id === '' ? enterprise : id
}

/** The accounts that a workspace may know of at all; undefined: all. With one workspace, rules alone decide. */
export function accountsIn(config: Config, team: string | undefined): readonly string[] | undefined {
  return team === undefined ? undefined : accountsOf(rulesOf(config, team))
}

function accountsNamed({ accounts }: Config, among: readonly string[] | undefined) {
  return accounts.filter(({ id }) => among?.includes(id) ?? true).map(({ id, alias }) => ({ id, alias }))
}

/** A channel is told of its own workspace alone. */
function channelAudit({ audit }: Config, team: string | undefined, outbox: OpenWorkspace['outbox']): readonly Audit[] {
  const { channel, workspace } = audit
  if (channel === undefined) return []
  return team === undefined || readWorkspace(team).team === workspace ? [makeChannelAudit(channel, outbox)] : []
}

/** Buttons outlive a restart, and work on every instance: they share the secret. A new one makes the old buttons stale. */
function sealSecret({ secrets }: Config): string {
  return secrets.signingSecret ?? secrets.appToken ?? secrets.botToken ?? ''
}

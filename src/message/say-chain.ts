import type { Chain, Hop, Who } from '../chain/chain.ts'
import { never } from '../lib/never.ts'
import { joined, type Line, quote, say } from './piece.ts'

/** How an account is called: by its alias, or by its id. */
export type AccountCalled = (id: string) => string

/** `Alice (IAM user, MFA)`, `Deploy in tools`, `octo-org/app (web identity)`. A name of an event is never ours. */
export function whoLine(who: Who, called: AccountCalled, most = 90): Line {
  const where: Line = who.account === undefined ? [] : [say(' in '), quote(called(who.account), 40)]
  const named = quote(who.name, most)
  switch (who.kind) {
    case 'iam-user':
      return [named, say(` (IAM user${sayMfa(who.mfa)})`), ...where]
    case 'root':
      return [say(`root user${who.mfa === undefined ? '' : ` (${sayMfa(who.mfa).slice(2)})`}`), ...where]
    case 'role':
      return [named, ...where]
    case 'federated-user':
      return [named, say(' (federated user, a chosen name)'), ...where]
    case 'identity-center-user':
      return [who.name === '' ? quote(who.uniqueId ?? '', 60) : named, say(' (Identity Center user)')]
    case 'saml-user':
      return [named, say(' (SAML user)')]
    case 'web-identity':
      return [named, say(' (web identity)')]
    case 'service':
      return [named, say(' (AWS service)')]
    case 'instance':
      return [say('EC2 instance '), named, ...where]
    case 'workload':
      return [named]
    case 'directory-user':
      return [named, say(' (directory user)'), ...where]
    case 'account':
      return [
        say('someone'),
        ...where,
        ...(who.uniqueId === undefined ? [] : [say(' ('), quote(who.uniqueId, 40), say(')')]),
      ]
    case 'name':
      return [say('“'), named, say('” (a chosen name)')]
    case 'nobody':
      return [say('not known')]
    default:
      return never(who.kind)
  }
}

function sayMfa(mfa: boolean | undefined): string {
  if (mfa === undefined) return ''
  return mfa ? ', MFA' : ', no MFA'
}

/** `Alice (IAM user, MFA) in tools → Deploy in tools → ProdAdmin in prod`. */
export function pathLine(hops: readonly Hop[], called: AccountCalled): Line {
  return joined(
    hops.map(({ who }) => whoLine(who, called, 45)),
    ' → ',
  )
}

/**
 * Chains that say the same but for the moment: the same people and roles in the same order, equally sure. A user's or root's
 * credentials from another address are another group, as somebody else may hold them.
 */
export type ChainGroup = { readonly chain: Chain; readonly chains: readonly Chain[] }

/** Those with most events first; the same name with another unique id is another group. */
export function groupChains(chains: readonly Chain[]): readonly ChainGroup[] {
  const groups = Map.groupBy(chains, (chain) =>
    JSON.stringify([heldAt(chain), chain.hops.map(sameOf), chain.keyMade?.hops.map(sameOf)]),
  )
  return [...groups.values()]
    .flatMap((same) => (same[0] === undefined ? [] : [{ chain: same[0], chains: same }]))
    .sort((a, b) => eventsOf(b) - eventsOf(a))
}

function heldAt({ hops: [origin] }: Chain): string | undefined {
  return origin?.who.kind === 'iam-user' || origin?.who.kind === 'root' ? origin.from?.address : undefined
}

function sameOf({ who, how, confidence, missing }: Hop): unknown {
  const { kind, name, account, uniqueId, provider, session } = who
  const claimed = kind === 'role' ? session : undefined
  return [
    kind,
    name,
    account,
    uniqueId,
    provider,
    claimed,
    how,
    confidence,
    missing.map(({ what, why }) => [what, why]),
  ]
}

export function eventsOf({ chains }: Pick<ChainGroup, 'chains'>): number {
  return chains.reduce((sum, { counts }) => sum + (counts?.events ?? 0), 0)
}

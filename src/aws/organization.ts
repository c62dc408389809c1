import { type Account, ListAccountsCommand, type OrganizationsClient } from '@aws-sdk/client-organizations'
import type { Clock } from '../lib/clock.ts'
import { isThrottle, isTransient } from './errors.ts'
import { patiently } from './patiently.ts'

export type Member = { readonly id: string; readonly alias: string }
export type Members = {
  readonly active: readonly Member[]
  /** Accounts that are not asked, with what they are: SUSPENDED, CLOSED … */
  readonly left: readonly (Member & { readonly state: string })[]
}

/**
 * All accounts of the organisation. Pages may be empty and go on all the same. `State` took the place of `Status` in
 * September 2026: an account is active if whichever is there says so.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function listMembers(client: OrganizationsClient, clock: Clock, signal: AbortSignal): Promise<Members> {
  const accounts: Account[] = []
  let token: string | undefined
  do {
    const command = new ListAccountsCommand({ MaxResults: 20, ...(token === undefined ? {} : { NextToken: token }) })
    const page = await patiently(() => client.send(command, { abortSignal: signal }), {
      clock,
      signal,
      again: (error) => isThrottle(error) || isTransient(error),
    })
    accounts.push(...(page.Accounts ?? []))
    token = page.NextToken
  } while (token !== undefined)
  const aliases = new Map<string, number>()
  const members = accounts.flatMap((account) => {
    const { Id: id, Name: name = '' } = account
    if (id === undefined || !/^\d{12}$/.test(id)) return []
    return [{ id, alias: distinct(aliasOf(name) || id, aliases), state: stateOf(account) }]
  })
  return {
    active: members.filter(({ state }) => state === 'ACTIVE').map(({ id, alias }) => ({ id, alias })),
    left: members.filter(({ state }) => state !== 'ACTIVE'),
  }
}

function stateOf({ State: state, Status: status }: Account): string {
  return state ?? status ?? 'UNKNOWN'
}

/** An account's name as a word that can be typed after `account:`. */
function aliasOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63)
}

function distinct(alias: string, seen: Map<string, number>): string {
  const times = (seen.get(alias) ?? 0) + 1
  seen.set(alias, times)
  return times === 1 ? alias : `${alias}-${times}`
}

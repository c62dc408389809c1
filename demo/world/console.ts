import type { Instant } from '../../src/lib/instant.ts'
import { makeAwsId } from './aws-id.ts'
import { after } from './day.ts'
import type { Identity } from './identity.ts'
import { PAGES } from './pages.ts'
import type { Random } from './random.ts'
import { type Call, type Caller, happen, type Happening } from './record.ts'

/** Somebody in the browser console. Each request carries a key of its own, all of one sign-in. */
export type Sitting = {
  readonly account: string
  readonly address: string
  readonly agent: string
  readonly identity: (key: string) => Identity
}

/** A page is opened: all its reads within a second or two. */
export function openPage(random: Random, at: Instant, region: string, sitting: Sitting, page: string): Happening[] {
  const happenings: Happening[] = []
  for (const call of PAGES[page] ?? []) {
    happenings.push(happen(random, after(at, random.int(0, 2)), region, inConsole(random, sitting), call))
  }
  return happenings
}

/** One request from the console. */
export function click(random: Random, at: Instant, region: string, sitting: Sitting, call: Call): Happening {
  return happen(random, at, region, inConsole(random, sitting), call)
}

/** The sign-in. It carries no key. */
export function signIn(
  random: Random,
  at: Instant,
  sitting: Pick<Sitting, 'account' | 'address' | 'agent'>,
  identity: Identity,
  outcome: { readonly mfa: boolean; readonly failed?: string },
): Happening {
  const { accessKeyId: _, ...keyless } = identity
  return happen(
    random,
    at,
    '',
    { ...sitting, identity: keyless },
    {
      source: 'signin',
      name: 'ConsoleLogin',
      read: false,
      type: 'AwsConsoleSignIn',
      response: { ConsoleLogin: outcome.failed === undefined ? 'Success' : 'Failure' },
      ...(outcome.failed !== undefined && { error: ['', outcome.failed] as const }),
      extra: {
        LoginTo: 'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true',
        MobileVersion: 'No',
        ...(outcome.mfa && { MFAIdentifier: `arn:aws:iam::${sitting.account}:mfa/phone` }),
        MFAUsed: outcome.mfa ? 'Yes' : 'No',
      },
    },
  )
}

function inConsole(random: Random, sitting: Sitting): Caller {
  const key = makeAwsId('ASIA', sitting.account, random)
  const { account, address, agent } = sitting
  return { identity: sitting.identity(key), account, address, agent, fromConsole: true }
}

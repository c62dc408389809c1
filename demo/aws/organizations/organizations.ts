import { text, whole } from '../input.ts'
import { makeToken, readToken } from '../page-token.ts'
import { Refusal } from '../refusal.ts'
import type { Ask, Ground, Service } from '../service.ts'

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
export function makeOrganizations(ground: Ground): Service {
  return {
    name: 'organizations',
    target: 'AWSOrganizationsV20161128',
    protocol: 'json',
    throttled: 'TooManyRequestsException',
    operations: {
      ListAccounts: {
        wants: ({ region }) => [{ action: 'organizations:ListAccounts', resource: '*', region }],
        run: (ask) => listAccounts(ground, ask),
      },
    },
  }
}

/** Twenty at most, and now and then a page that is empty and not the last. Only the management account may ask. */
function listAccounts({ options, problem }: Ground, { input, account, region }: Ask) {
  if (region !== 'us-east-1') problem({ kind: 'region', detail: `organizations in ${region}` })
  if (account !== (options.management ?? options.accounts[0]?.id))
    throw new Refusal('AccessDeniedException', "You don't have permissions to access this resource.")
  const most = whole(input, 'MaxResults') ?? 20
  if (most < 1 || most > 20)
    throw new Refusal('InvalidInputException', 'You specified an invalid value: MaxResults is 1 to 20.')
  const token = text(input, 'NextToken')
  const position = token === undefined ? { page: 1, order: 0 } : readToken({ account, most }, token)
  if (position === undefined)
    throw new Refusal('InvalidInputException', 'You specified an invalid value: INVALID_NEXT_TOKEN')
  const isEmpty = position.page === 2
  const end = isEmpty ? position.order : position.order + most
  const next = { page: position.page + 1, at: 0, order: end }
  return {
    Accounts: options.accounts.slice(position.order, end).map(({ id, alias, state = 'ACTIVE' }) => ({
      Id: id,
      Arn: `arn:aws:organizations::${account}:account/o-examplecorp/${id}`,
      Email: `${alias}@example.com`,
      Name: alias,
      State: state,
      // Retired in favour of State, and still sent to those who look for it.
      Status: state === 'CLOSED' || state === 'PENDING_ACTIVATION' ? undefined : state,
      JoinedMethod: 'CREATED',
    })),
    ...(end < options.accounts.length && { NextToken: makeToken({ account, most }, next) }),
  }
}

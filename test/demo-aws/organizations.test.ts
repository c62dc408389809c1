import { ListAccountsCommand, type ListAccountsCommandInput, OrganizationsClient } from '@aws-sdk/client-organizations'
import { expect, test } from 'vitest'
import type { FakeAccount } from '../../demo/aws/options.ts'
import type { FakeAws } from '../../demo/aws/start-aws.ts'
import { assume, config, HOME, OTHER, READER, refused, started } from './started.ts'

const ACCOUNTS: readonly FakeAccount[] = Array.from({ length: 25 }, (_, i) => ({
  id: String(111_122_223_333 + i),
  alias: `account-${i}`,
  ...(i === 3 && { state: 'SUSPENDED' as const }),
}))

test('ListAccounts gives twenty a page, and a page may be empty and not the last', async () => {
  const aws = await started({ accounts: ACCOUNTS })
  const sizes = []
  const found = []
  let NextToken: string | undefined
  do {
    const page = await list(aws, { NextToken })
    sizes.push(page.Accounts?.length)
    found.push(...(page.Accounts ?? []))
    NextToken = page.NextToken
  } while (NextToken !== undefined)

  expect(sizes).toEqual([20, 0, 5])
  expect(found.map(({ Id }) => Id)).toEqual(ACCOUNTS.map(({ id }) => id))
  expect(found[3]).toMatchObject({ State: 'SUSPENDED', Status: 'SUSPENDED' })
  expect(found[4]).toMatchObject({ State: 'ACTIVE', Name: 'account-4' })
  expect(aws.problems).toEqual([])
})

test('ListAccounts answers the management account alone', async () => {
  const aws = await started({ roles: [{ arn: READER }] })
  const member = new OrganizationsClient(config(aws, { keys: await assume(aws) }))

  expect(await refused(member.send(new ListAccountsCommand({})))).toBe(
    "AccessDeniedException 400: You don't have permissions to access this resource.",
  )
  const accounts = [
    { id: HOME, alias: 'security' },
    { id: OTHER, alias: 'management' },
  ]
  expect(await refused(list(await started({ management: OTHER, accounts }), {}))).toContain('AccessDenied')
})

test.each([{ MaxResults: 21 }, { MaxResults: 0 }, { NextToken: 'made-up' }])(
  'ListAccounts refuses %j',
  async (input) => {
    expect(await refused(list(await started(), input))).toContain('InvalidInputException 400')
  },
)

function list(aws: FakeAws, input: ListAccountsCommandInput) {
  return new OrganizationsClient(config(aws)).send(new ListAccountsCommand(input))
}

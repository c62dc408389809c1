import { expect, it, test } from 'vitest'
import { CLICK_PAGES } from '../../src/event/click-pages.ts'
import { clickPaths, undated } from '../../src/event/click-path.ts'

const calls = (said: string) =>
  said.split(' ').map((call) => {
    const [service, name = ''] = call.split(':')
    return { source: `${service}.amazonaws.com`, name }
  })

test.each([
  [
    'iam:ListUsers iam:GetLoginProfile iam:ListAccessKeys iam:ListGroupsForUser iam:ListMFADevices iam:ListSigningCertificates',
    ['IAM ▸ Users'],
  ],
  ['iam:GetAccountSummary iam:ListGroups iam:ListAccountAliases iam:ListRoles', ['IAM ▸ Dashboard']],
  ['lambda:ListFunctions20150331 lambda:GetAccountSettings20160819 cloudtrail:DescribeTrails', ['Lambda ▸ Functions']],
  ['ec2:DescribeInstances ec2:DescribeInstanceStatus ec2:DescribeTags', ['EC2 ▸ Instances']],
  [
    'rds:DescribeDBInstances rds:DescribeDBClusters s3:ListBuckets s3:GetBucketLocation',
    ['S3 ▸ Buckets', 'RDS ▸ Databases'],
  ],
  ['kms:DescribeKey kms:ListAliases tagging:GetResources', ['KMS ▸ Customer managed keys']],
  ['ec2:DescribeInstances', []],
  ['iam:ListUsers iam:ListRoles', []],
  ['other:ListFunctions other:GetAccountSettings', []],
])('%s', (said, pages) => {
  expect(clickPaths(calls(said))).toEqual(pages)
  expect(clickPaths(calls(said).toReversed())).toEqual(pages)
})

it('every page can be told, and by calls that no other page has just so', () => {
  for (const page of CLICK_PAGES) expect(clickPaths(calls(page.calls.join(' ')))).toContain(page.path)
  expect(new Set(CLICK_PAGES.map((page) => page.calls.toSorted().join(' '))).size).toBe(CLICK_PAGES.length)
})

test.each([
  ['ListFunctions20150331', 'ListFunctions'],
  ['UpdateFunctionCode20150331v2', 'UpdateFunctionCode'],
  ['CreateDistribution2020_05_31', 'CreateDistribution'],
  ['ListObjectsV2', 'ListObjectsV2'],
])('%s is %s', (name, plain) => expect(undated(name)).toBe(plain))

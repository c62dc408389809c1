import type { Call } from './record.ts'

/** What the browser console asks for when somebody opens a page: one click, a burst of reads. */
export const PAGES: { readonly [page: string]: readonly Call[] } = {
  ec2: [
    read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }),
    read('ec2', 'DescribeInstanceStatus', { instancesSet: {}, filterSet: {}, includeAllInstances: true }),
    read('ec2', 'DescribeSecurityGroups', { securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} }),
    read('ec2', 'DescribeVolumes', { volumeSet: {}, filterSet: {} }),
    read('ec2', 'DescribeAddresses', { publicIpsSet: {}, filterSet: {}, allocationIdsSet: {} }),
    read('ec2', 'DescribeAvailabilityZones', { availabilityZoneSet: {}, availabilityZoneIdSet: {} }),
    read('elasticloadbalancing', 'DescribeLoadBalancers', { pageSize: 400 }),
    read('autoscaling', 'DescribeAutoScalingGroups', { maxRecords: 100 }),
    read('monitoring', 'DescribeAlarms', { maxRecords: 100 }),
  ],
  iam: [
    read('iam', 'ListUsers', { maxItems: 1000 }),
    read('iam', 'ListRoles', { maxItems: 1000 }),
    read('iam', 'ListGroups', { maxItems: 1000 }),
    read('iam', 'GetAccountSummary'),
    read('iam', 'ListAccountAliases'),
    read('iam', 'ListMFADevices'),
    read('iam', 'GetAccountPasswordPolicy'),
    read('iam', 'ListOpenIDConnectProviders'),
  ],
  lambda: [
    read('lambda', 'ListFunctions20150331', { maxItems: 10000 }),
    read('lambda', 'GetAccountSettings20160819'),
    read('lambda', 'ListTags20170331', { resource: 'arn:aws:lambda:us-east-1:444455556666:function:orders-handler' }),
    read('monitoring', 'GetMetricData', { maxDatapoints: 1000 }),
    read('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/orders-handler' }),
    read('logs', 'StartQuery', {
      logGroupName: '/aws/lambda/orders-handler',
      limit: 1000,
      queryString: 'fields @message',
    }),
  ],
  rds: [
    read('rds', 'DescribeDBInstances', { maxRecords: 100 }),
    read('rds', 'DescribeDBClusters', { maxRecords: 100 }),
    read('rds', 'DescribeDBSnapshots', { maxRecords: 100 }),
    read('monitoring', 'GetMetricData', { maxDatapoints: 1000 }),
    read('pi', 'GetResourceMetrics', { serviceType: 'RDS', identifier: 'db-EXAMPLEORDERSDB' }),
  ],
  s3: [
    read('s3', 'ListBuckets', { Host: 's3.us-east-1.amazonaws.com' }),
    read('s3', 'GetBucketPublicAccessBlock', bucket('examplecorp-assets')),
    read('s3', 'GetBucketPolicyStatus', bucket('examplecorp-assets')),
    read('s3', 'GetBucketLocation', bucket('examplecorp-customer-exports')),
    read('s3', 'GetBucketAcl', bucket('examplecorp-customer-exports')),
    read('cloudtrail', 'DescribeTrails', { includeShadowTrails: true }),
  ],
  cloudformation: [
    read('cloudformation', 'ListStacks', { stackStatusFilter: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] }),
    read('cloudformation', 'DescribeStacks', { stackName: 'orders' }),
    read('cloudformation', 'DescribeStackEvents', { stackName: 'orders' }),
    read('cloudformation', 'ListStackResources', { stackName: 'orders' }),
  ],
}

/** A call that only reads and works. */
export function read(source: string, name: string, request?: { readonly [field: string]: unknown }): Call {
  return { source, name, read: true, ...(request && { request }) }
}

function bucket(bucketName: string): { readonly [field: string]: unknown } {
  return { bucketName, Host: `${bucketName}.s3.us-east-1.amazonaws.com` }
}

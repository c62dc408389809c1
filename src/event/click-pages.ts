/** A page of the console, and the calls that are made whenever somebody opens it. */
export type ClickPage = {
  /** `IAM ▸ Users`: as the console's own menus say it. */
  readonly path: string
  /** All of these are there, as `iam:ListUsers`: event names without the date that some services put behind them. */
  readonly calls: readonly string[]
}

/**
 * Which calls tell which page, the calls that come with it by chance or only for some accounts left out. A page whose calls
 * are those of another one, too, has no place here: better `looked around in EC2` than the wrong page.
 *
 * IAM, EC2, VPC, S3, CloudTrail, KMS, Secrets Manager and GuardDuty as Permiso recorded them click by click:
 * https://github.com/Permiso-io-tools/CloudConsoleCartographer (Code/NewSignal.ps1). Of the other services, pages are told by
 * the lists that they show together.
 */
export const CLICK_PAGES: readonly ClickPage[] = [
  page('IAM ▸ Dashboard', 'iam:GetAccountSummary iam:ListGroups'),
  page('IAM ▸ Users', 'iam:ListUsers iam:GetLoginProfile iam:ListAccessKeys iam:ListGroupsForUser iam:ListMFADevices'),
  page(
    'IAM ▸ Users ▸ Security credentials',
    'iam:ListAccessKeys iam:ListServiceSpecificCredentials iam:ListSigningCertificates iam:ListSSHPublicKeys',
  ),
  page('IAM ▸ Account settings', 'iam:GetAccountPasswordPolicy iam:ListSTSRegionalEndpointsStatus'),
  page(
    'EC2 ▸ Dashboard',
    'ec2:DescribeInstances ec2:DescribeKeyPairs ec2:DescribePlacementGroups ec2:DescribeSnapshots ec2:DescribeVolumes ec2:DescribeAddresses elasticloadbalancing:DescribeLoadBalancers autoscaling:DescribeAutoScalingGroups',
  ),
  page('EC2 ▸ Instances', 'ec2:DescribeInstances ec2:DescribeInstanceStatus'),
  page('EC2 ▸ Volumes', 'ec2:DescribeVolumes ec2:DescribeVolumeStatus ec2:DescribeVolumesModifications'),
  page('EC2 ▸ Snapshots ▸ Details', 'ec2:DescribeSnapshotAttribute ec2:DescribeFastSnapshotRestores kms:ListAliases'),
  page('EC2 ▸ Security Groups', 'ec2:DescribeSecurityGroups ec2:DescribeManagedPrefixLists ec2:DescribeTags'),
  page('EC2 ▸ Security Groups ▸ Rules', 'ec2:DescribeSecurityGroups ec2:DescribeSecurityGroupRules ec2:DescribeTags'),
  page('EC2 ▸ Network Interfaces', 'ec2:DescribeNetworkInterfaces ec2:DescribeTags'),
  page('EC2 ▸ Dashboard ▸ EBS Encryption', 'ec2:GetEbsEncryptionByDefault ec2:GetEbsDefaultKmsKeyId'),
  page(
    'EC2 Global View',
    'ec2:DescribeRegions ec2:DescribeEgressOnlyInternetGateways ec2:DescribeNatGateways ec2:DescribeVpcEndpoints ec2:DescribeVolumes ec2:DescribeInstances',
  ),
  page(
    'VPC ▸ Dashboard',
    'ec2:DescribeCustomerGateways ec2:DescribeDhcpOptions ec2:DescribeInternetGateways ec2:DescribeRouteTables ec2:DescribeSubnets ec2:DescribeVpcs ec2:DescribeVpnConnections',
  ),
  page('VPC ▸ Endpoints', 'ec2:DescribeVpcEndpoints ec2:DescribeVpcEndpointServices ec2:DescribeVpcs'),
  page('S3 ▸ Buckets', 's3:ListBuckets s3:GetBucketLocation'),
  page('S3 ▸ Buckets ▸ Objects', 's3:GetBucketVersioning s3:GetBucketOwnershipControls'),
  page(
    'S3 ▸ Buckets ▸ Permissions',
    's3:GetBucketAcl s3:GetBucketCors s3:GetBucketPolicy s3:GetBucketPublicAccessBlock',
  ),
  page(
    'S3 ▸ Buckets ▸ Properties',
    's3:GetBucketVersioning s3:GetBucketEncryption s3:GetBucketLogging s3:GetBucketNotification s3:GetBucketWebsite',
  ),
  page('S3 ▸ Buckets ▸ Management', 's3:GetBucketReplication s3:GetBucketLifecycle s3:GetBucketInventoryConfiguration'),
  page('S3 ▸ Buckets ▸ Metrics', 's3:GetBucketReplication s3:GetBucketAnalyticsConfiguration'),
  page('CloudTrail ▸ Dashboard', 'cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:LookupEvents'),
  page('KMS ▸ Customer managed keys', 'kms:DescribeKey kms:ListAliases tagging:GetResources'),
  page('KMS ▸ AWS managed keys', 'kms:ListAliases tagging:GetResources'),
  page('Secrets Manager ▸ a secret', 'secretsmanager:DescribeSecret secretsmanager:GetResourcePolicy kms:ListAliases'),
  page(
    'GuardDuty ▸ Findings',
    'guardduty:ListFindings guardduty:GetFindingsStatistics guardduty:ListFilters guardduty:ListMembers',
  ),
  page('GuardDuty ▸ Lists', 'guardduty:ListIPSets guardduty:ListThreatIntelSets'),
  page('Lambda ▸ Functions', 'lambda:ListFunctions lambda:GetAccountSettings'),
  page('RDS ▸ Databases', 'rds:DescribeDBInstances rds:DescribeDBClusters'),
  page('CloudFormation ▸ Stacks', 'cloudformation:ListStacks cloudformation:DescribeStacks'),
  page('CloudWatch ▸ Overview', 'monitoring:DescribeAlarms monitoring:ListDashboards'),
  page('CloudWatch ▸ Logs Insights', 'logs:DescribeLogGroups logs:DescribeQueryDefinitions'),
  page(
    'Organizations ▸ Accounts',
    'organizations:DescribeOrganization organizations:ListRoots organizations:ListOrganizationalUnitsForParent',
  ),
  page('Billing ▸ Cost Explorer', 'ce:GetCostAndUsage ce:GetDimensionValues'),
]

function page(path: string, calls: string): ClickPage {
  return { path, calls: calls.split(' ') }
}

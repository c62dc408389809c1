/** What people call a service, where CloudTrail calls it something else. */
export const SERVICE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['apigw', 'apigateway'],
  ['asg', 'autoscaling'],
  ['appautoscaling', 'application-autoscaling'],
  ['bedrock-runtime', 'bedrock'],
  ['cfn', 'cloudformation'],
  ['cloudwatch', 'monitoring'],
  ['cloudwatchlogs', 'logs'],
  ['cloudwatch-logs', 'logs'],
  ['cognito', 'cognito-idp'],
  ['console', 'signin'],
  ['documentdb', 'rds'],
  ['dynamo', 'dynamodb'],
  ['ebs', 'ec2'],
  ['efs', 'elasticfilesystem'],
  ['elb', 'elasticloadbalancing'],
  ['elbv2', 'elasticloadbalancing'],
  ['alb', 'elasticloadbalancing'],
  ['nlb', 'elasticloadbalancing'],
  ['emr', 'elasticmapreduce'],
  ['eventbridge', 'events'],
  ['identitycenter', 'sso'],
  ['identity-center', 'sso'],
  ['identity-store', 'identitystore'],
  ['login', 'signin'],
  ['msk', 'kafka'],
  ['opensearch', 'es'],
  ['elasticsearch', 'es'],
  ['neptune', 'rds'],
  ['org', 'organizations'],
  ['parameterstore', 'ssm'],
  ['resource-explorer', 'resource-explorer-2'],
  ['secrets', 'secretsmanager'],
  ['secrets-manager', 'secretsmanager'],
  ['sfn', 'states'],
  ['stepfunctions', 'states'],
  ['step-functions', 'states'],
  ['systems-manager', 'ssm'],
  ['sign-in', 'signin'],
  ['waf', 'wafv2'],
  ['vpc', 'ec2'],
])

/** The services met most, as they stand before `.amazonaws.com`. Only for suggestions: another word is taken as it is. */
export const SERVICES: readonly string[] = [
  'access-analyzer account acm acm-pca apigateway appconfig application-autoscaling appsync athena autoscaling',
  'backup batch bedrock budgets ce cloud9 cloudformation cloudfront cloudhsm cloudshell cloudtrail codeartifact',
  'codebuild codecommit codedeploy codepipeline cognito-identity cognito-idp compute-optimizer config',
  'controltower datasync detective devops-guru dms ds dynamodb ec2 ec2-instance-connect ecr ecr-public ecs eks',
  'elasticache elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce es events firehose fms',
  'fsx glacier glue grafana guardduty health iam identitystore imagebuilder inspector inspector2 iot kafka',
  'kendra kinesis kms lakeformation lambda license-manager lightsail logs macie2 mediaconvert memorydb',
  'monitoring mq mwaa network-firewall notifications oam organizations personalize pipes polly pricing q',
  'quicksight ram rds rds-data redshift redshift-data rekognition resource-explorer-2 resource-groups',
  'rolesanywhere route53 route53domains route53resolver s3 s3-outposts sagemaker savingsplans scheduler schemas',
  'secretsmanager securityhub securitylake serverlessrepo servicecatalog servicecatalog-appregistry',
  'servicediscovery servicequotas ses shield signer signin sms sns sqs ssm ssmmessages sso sso-directory',
  'sso-oauth states storagegateway sts support synthetics tagging textract timestream transcribe transfer',
  'translate trustedadvisor user-subscriptions verifiedpermissions vpc-lattice waf waf-regional wafv2',
  'wellarchitected workdocs workmail workspaces xray',
].flatMap((line) => line.split(' '))

/** `ec2` → `ec2.amazonaws.com`; a full host stays as it is. */
export function serviceHost(word: string): string {
  if (word.includes('.')) return word
  const lower = word.toLowerCase()
  return `${SERVICE_ALIASES.get(lower) ?? lower}.amazonaws.com`
}

/** Messages as people and tools post them, and what is to be read from them. Every id in them is a visible fake. */
export type MessageCase = {
  readonly title: string
  readonly message: unknown
  /** `source; who; things; addresses; events; refs; accounts`, each joined with a space. */
  readonly names: {
    readonly source?: string
    readonly who?: string
    readonly things?: string
    readonly addresses?: string
    readonly events?: string
    readonly refs?: string
    readonly accounts?: string
    /** ISO instants of the window; without it the message tells no time. */
    readonly window?: string
  }
}

const ROLE = 'arn:aws:sts::111122223333:assumed-role/Deploy/ci-42'
const EVENT = '11111111-2222-4333-8444-555555555555'
const KEY = 'ASIAFAKESESSION00001'

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const context = (...texts: readonly string[]) => ({
  type: 'context',
  elements: texts.map((text) => ({ type: 'mrkdwn', text })),
})

const GUARDDUTY = {
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'eu-central-1',
  type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
  resource: {
    resourceType: 'AccessKey',
    accessKeyDetails: {
      accessKeyId: KEY,
      principalId: 'AROAFAKEDEPLOY000:i-0123456789abcdef0',
      userName: 'Deploy',
      userType: 'AssumedRole',
    },
  },
  service: {
    action: {
      actionType: 'AWS_API_CALL',
      awsApiCallAction: {
        api: 'ListBuckets',
        serviceName: 's3.amazonaws.com',
        remoteIpDetails: { ipAddressV4: '203.0.113.9' },
      },
    },
    eventFirstSeen: '2026-11-23T13:00:00Z',
    eventLastSeen: '2026-11-23T14:30:00Z',
  },
}

const NEST = (depth: number): unknown =>
  depth === 0 ? { text: 'AKIAIOSFODNN7EXAMPLE' } : { blocks: [NEST(depth - 1)] }

export const MESSAGES: readonly MessageCase[] = [
  {
    title: 'a refusal pasted from a terminal',
    message: {
      text: `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${ROLE} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Admin`,
    },
    names: {
      source: 'refusal',
      who: `arn=${ROLE}`,
      things: 'arn:aws:iam::444455556666:role/Admin',
      events: 'AssumeRole',
      accounts: '111122223333 444455556666',
    },
  },
  {
    title: 'a refusal of an IAM user with a full stop behind it',
    message: {
      text: 'User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:111122223333:instance/* because no policy allows it.',
    },
    names: {
      source: 'refusal',
      who: 'arn=arn:aws:iam::111122223333:user/Alice',
      events: 'RunInstances',
      accounts: '111122223333',
    },
  },
  {
    title: "Amazon Q's heading of a GuardDuty finding, in an attachment",
    message: {
      ts: '1795446000.000100',
      text: '',
      attachments: [
        {
          fallback: 'AKIAFALLBACKNOTSHOWN1',
          text: ':rotating_light: *<https://console.aws.amazon.com/guardduty/home?region=eu-central-1#/findings|GuardDuty Finding | eu-central-1 | Account: 111122223333>*\n*UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom*\nAPI DescribeInstances was invoked from an IP address 203.0.113.9 on a custom threat list by user Alice.',
          fields: [
            { title: 'First Seen', value: 'Mon, 23 Nov 2026 13:00:00 GMT', short: true },
            { title: 'Last Seen', value: 'Mon, 23 Nov 2026 13:30:00 GMT', short: true },
            { title: 'Affected Resource', value: 'AWS IAM User', short: true },
          ],
        },
      ],
    },
    names: {
      source: 'guardduty',
      who: 'user=Alice',
      events: 'DescribeInstances',
      addresses: '203.0.113.9',
      accounts: '111122223333',
      window: '2026-11-23T12:00:00Z/2026-11-23T14:30:00Z',
    },
  },
  {
    title: 'the JSON of a GuardDuty finding in code marks',
    message: { text: `\`\`\`${JSON.stringify(GUARDDUTY, null, 2)}\`\`\`` },
    names: {
      source: 'guardduty',
      who: `key=${KEY} session=i-0123456789abcdef0 role=Deploy`,
      things: 'i-0123456789abcdef0',
      addresses: '203.0.113.9',
      events: 'ListBuckets',
      accounts: '111122223333',
      window: '2026-11-23T12:00:00Z/2026-11-23T15:30:00Z',
    },
  },
  {
    title: "the Terraform module's alert of a call",
    message: {
      text: 'New message from CloudTrailToSlack',
      blocks: [
        section('*arn:aws:iam::111122223333:user/Alice* called *CreateAccessKey*'),
        context(
          '*requestParameters:* ```{\n    "userName": "bob"\n}```',
          'Time: 2026-11-23 14:02:11+00:00 UTC',
          `Id: ${EVENT}`,
          'Account Id: 111122223333',
          'Event location in s3:\nAWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/23/file.json.gz',
        ),
      ],
    },
    names: {
      source: 'cloudtrail-to-slack',
      who: 'arn=arn:aws:iam::111122223333:user/Alice name=bob',
      events: 'CreateAccessKey',
      refs: `event=${EVENT}`,
      accounts: '111122223333',
      window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z',
    },
  },
  {
    title: "the Terraform module's alert of a refused call",
    message: {
      blocks: [
        section(`:warning: *${ROLE}* called *GetSecretValue* but failed due to \`\`\`AccessDenied\`\`\` :warning:`),
        section(
          `*Error message:* \`\`\`User: ${ROLE} is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf\`\`\``,
        ),
        context('Time: 2026-11-23 14:02:11+00:00 UTC', `Id: ${EVENT}`, 'Account Id: 111122223333'),
      ],
    },
    names: {
      source: 'cloudtrail-to-slack',
      who: `arn=${ROLE}`,
      things: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf',
      events: 'GetSecretValue',
      refs: `event=${EVENT}`,
      accounts: '111122223333',
      window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z',
    },
  },
  {
    title: "Amazon Q's alarm, with its dimensions",
    message: {
      attachments: [
        {
          blocks: [
            section('*CloudWatch Alarm | billing-errors | eu-central-1 | Account: 111122223333*'),
            {
              type: 'section',
              fields: [
                { type: 'mrkdwn', text: '*Dimensions:*\nFunctionName = billing' },
                { type: 'mrkdwn', text: '*Time:*\nMonday 23 November, 2026 14:02:11 UTC' },
              ],
            },
          ],
        },
      ],
    },
    names: {
      source: 'alarm',
      things: 'billing',
      accounts: '111122223333',
      window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z',
    },
  },
  {
    title: "an alarm's JSON from SNS",
    message: {
      text: '{"AlarmName":"cpu","AWSAccountId":"111122223333","StateChangeTime":"2026-11-23T14:02:11.984+0000","Trigger":{"Dimensions":[{"value":"i-0123456789abcdef0","name":"InstanceId"}]}}',
    },
    names: {
      source: 'alarm',
      things: 'i-0123456789abcdef0',
      accounts: '111122223333',
      window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z',
    },
  },
  {
    title: 'a Security Hub event of EventBridge',
    message: {
      text: '{"detail-type":"Security Hub Findings - Imported","detail":{"findings":[{"AwsAccountId":"111122223333","Resources":[{"Type":"AwsEc2SecurityGroup","Id":"arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0123456789abcdef0"}],"UpdatedAt":"2026-11-23T14:02:11Z"}]}}',
    },
    names: {
      source: 'security-hub',
      things: 'arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0123456789abcdef0',
      accounts: '111122223333',
      window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z',
    },
  },
  {
    title: 'a CloudTrail record in a snippet of rich text',
    message: {
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: `{"eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventID":"${EVENT}","requestID":"99999999-2222-4333-8444-555555555555","eventTime":"2026-11-23T10:00:00Z","sourceIPAddress":"2001:db8::9","userIdentity":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}`,
                },
              ],
            },
          ],
        },
      ],
    },
    names: {
      source: 'event-record',
      who: 'key=AKIAIOSFODNN7EXAMPLE',
      addresses: '2001:db8::9',
      events: 'CreateUser',
      refs: `event=${EVENT} request=99999999-2222-4333-8444-555555555555`,
      window: '2026-11-23T09:00:00Z/2026-11-23T11:00:00Z',
    },
  },
  {
    title: 'a message of rich text, in pieces',
    message: {
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'user', user_id: 'U00BOB' },
                { type: 'text', text: ' who opened ' },
                { type: 'text', text: 'sg-0123456789abcdef0', style: { code: true } },
                { type: 'text', text: ' at ' },
                { type: 'date', timestamp: 1795442531, format: '{time}', fallback: '14:02' },
                { type: 'emoji', name: 'rage' },
              ],
            },
          ],
        },
      ],
    },
    names: { things: 'sg-0123456789abcdef0', window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z' },
  },
  {
    title: 'a key alone',
    message: { text: 'found AKIAIOSFODNN7EXAMPLE on GitHub' },
    names: { who: 'key=AKIAIOSFODNN7EXAMPLE' },
  },
  {
    title: 'a key in a URL of code marks',
    message: { text: '`?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123`' },
    names: { who: 'key=AKIAIOSFODNN7EXAMPLE' },
  },
  {
    title: 'a user id and a role id with its session',
    message: { text: 'AIDAJ45Q7YFFAREXAMPLE and AROAFAKEDEPLOY000EX:ci-42' },
    names: { who: 'uniqueId=AIDAJ45Q7YFFAREXAMPLE session=ci-42' },
  },
  {
    title: 'an e-mail address that Slack made a link',
    message: { text: 'is <mailto:alice@example.com|alice@example.com> on call?' },
    names: { who: 'name=alice@example.com' },
  },
  {
    title: 'a time on the clock in UTC',
    message: { text: 'vol-0123456789abcdef0 vanished at 14:02 UTC' },
    names: { things: 'vol-0123456789abcdef0', window: '2026-11-23T13:02:00Z/2026-11-23T15:02:00Z' },
  },
  {
    title: 'a time on the clock in the zone of who asks',
    message: { text: 'vol-0123456789abcdef0 vanished at 15:02' },
    names: { things: 'vol-0123456789abcdef0', window: '2026-11-23T13:02:00Z/2026-11-23T15:02:00Z' },
  },
  {
    title: 'a time in the afternoon',
    message: { text: 'i-0123456789abcdef0 stopped 2:02 PM UTC' },
    names: { things: 'i-0123456789abcdef0', window: '2026-11-23T13:02:00Z/2026-11-23T15:02:00Z' },
  },
  {
    title: 'a time later than now is one of yesterday',
    message: { text: 'i-0123456789abcdef0 at 23:00 UTC' },
    names: { things: 'i-0123456789abcdef0', window: '2026-11-22T22:00:00Z/2026-11-23T00:00:00Z' },
  },
  {
    title: 'a time later than now, in no zone, is one of yesterday',
    message: { text: 'i-0123456789abcdef0 at 23:00' },
    names: { things: 'i-0123456789abcdef0', window: '2026-11-22T21:00:00Z/2026-11-22T23:00:00Z' },
  },
  {
    title: 'an epoch in milliseconds',
    message: { text: 'sg-0123456789abcdef0 1795442531000' },
    names: { things: 'sg-0123456789abcdef0', window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z' },
  },
  {
    title: "Slack's own token of a date",
    message: { text: 'sg-0123456789abcdef0 <!date^1795442531^{time}|2:02 PM>' },
    names: { things: 'sg-0123456789abcdef0', window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z' },
  },
  {
    title: 'a line of an access log',
    message: { text: '203.0.113.9 - - [23/Nov/2026:14:02:11 +0000] "GET / HTTP/1.1" 403' },
    names: { addresses: '203.0.113.9', window: '2026-11-23T13:02:11Z/2026-11-23T15:02:11Z' },
  },
  {
    title: 'an account by its label',
    message: { text: 'Odd bill in AWS account 999988887777' },
    names: { accounts: '999988887777' },
  },
  {
    title: 'an account of ours without a label',
    message: { text: 'Odd bill: 111122223333' },
    names: { accounts: '111122223333' },
  },
  {
    title: 'a well-known call alone',
    message: { text: 'Somebody ran StopLogging!' },
    names: { events: 'StopLogging' },
  },
  {
    title: "a file's title",
    message: { files: [{ title: 'arn:aws:s3:::my-bucket leak.txt', name: 'x' }] },
    names: { things: 'arn:aws:s3:::my-bucket' },
  },
  {
    title: 'the same thing said thrice',
    message: { text: 'sg-0123456789abcdef0 sg-0123456789abcdef0', blocks: [section('sg-0123456789abcdef0')] },
    names: { things: 'sg-0123456789abcdef0' },
  },
  {
    title: 'a request id of an error',
    message: {
      text: '(Service: AmazonS3; Status Code: 403; Error Code: AccessDenied; Request ID: 99999999-2222-4333-8444-555555555555)',
    },
    names: { source: 'refusal', refs: 'request=99999999-2222-4333-8444-555555555555' },
  },
  {
    title: 'talk',
    message: { text: 'lunch at the usual place? :pizza: it is i-deal, ami-right, 1234567890, 10:30' },
    names: { window: '2026-11-23T08:30:00Z/2026-11-23T10:30:00Z' },
  },
  {
    title: 'mentions are nobody in AWS',
    message: { text: '<@U00ALICE> <!here> <#C00OPS|ops> please look' },
    names: {},
  },
  {
    title: 'a link whose words say something else',
    message: { text: '<https://evil.example/AKIAEVILEVILEVIL0000?u=arn:aws:iam::111122223333:user/Eve|the runbook>' },
    names: {},
  },
  {
    title: 'a value hidden in a button',
    message: {
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'Ack' }, value: 'AKIAEVILEVILEVIL0000' }],
        },
      ],
    },
    names: {},
  },
  {
    title: 'letters that look like ours',
    message: { text: 'аrn:aws:iam::111122223333:user/Alice and АKIAIOSFODNN7EXAMPLE' },
    names: { accounts: '111122223333' },
  },
  {
    title: 'invisible letters in a key',
    message: { text: 'AKIA\u200bIOSFODNN7\u00adEXAMPLE' },
    names: { who: 'key=AKIAIOSFODNN7EXAMPLE' },
  },
  {
    title: 'a key inside a longer word',
    message: { text: 'xAKIAIOSFODNN7EXAMPLEx AKIAIOSFODNN7EXAMPLEaaaa' },
    names: {},
  },
  {
    title: 'addresses that are none',
    message: { text: '999.1.1.1 1.2.3.4.5 v1.2.3.4-rc 127.0.0.1 0.0.0.0 12:34:56 ::1' },
    names: { window: '2026-11-23T10:34:56Z/2026-11-23T12:34:56Z' },
  },
  {
    title: 'twelve digits that are no account',
    message: { text: 'order 555566667777, phone +555566667777' },
    names: {},
  },
  {
    title: 'an ARN that would be markup',
    message: { text: 'arn:aws:iam::111122223333:role/<!channel>' },
    names: { who: 'arn=arn:aws:iam::111122223333:role/@channel', accounts: '111122223333' },
  },
  { title: 'a message nested out of reach', message: NEST(40), names: {} },
  { title: 'no message at all', message: undefined, names: {} },
  { title: 'a message of numbers', message: { text: 5, blocks: 'no', attachments: [null, 7, [[[]]]] }, names: {} },
]

import { describe, expect, it, test } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { actingService, type ActorKind, isOnBehalf, kindOfActor } from '../../src/event/kind-of-actor.ts'
import { event, roleSession } from '../made/records.ts'

const CHROME = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) Chrome/142.0.0.0 Safari/537.36'
const TERRAFORM = 'APN/1.0 HashiCorp/1.0 Terraform/1.13.4 aws-sdk-go-v2/1.39'
const fromProvider = (provider: string) =>
  roleSession('Ci', 'GitHubActions', {
    sessionContext: {
      sessionIssuer: { type: 'Role', userName: 'Ci' },
      webIdFederationData: { federatedProvider: provider, attributes: {} },
    },
  })
const GITHUB = fromProvider('arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com')
const by = (service: string) => ({ userIdentity: roleSession('Deploy', 'alice', { invokedBy: service }) })

const KINDS: readonly (readonly [what: string, more: Fields, kind: ActorKind, field: string | undefined])[] = [
  [
    'the console, by its own mark',
    { userAgent: CHROME, sessionCredentialFromConsole: true },
    'console',
    'sessionCredentialFromConsole',
  ],
  [
    'its mark as text',
    { userAgent: CHROME, sessionCredentialFromConsole: 'true' },
    'console',
    'sessionCredentialFromConsole',
  ],
  ['the console, by its user agent', { userAgent: 'console.ec2.amazonaws.com' }, 'console', 'userAgent'],
  ['a sign-in', { userAgent: CHROME, eventType: 'AwsConsoleSignIn' }, 'console', 'eventType'],
  ['a sign-in, spelled otherwise', { userAgent: CHROME, eventType: 'AwsConsoleSignin' }, 'console', 'eventType'],
  ['a browser that nothing else tells of', { userAgent: CHROME }, 'unknown', undefined],
  ['the AWS CLI', { userAgent: 'aws-cli/2.31.0 md/command#cli' }, 'cli', 'userAgent'],
  [
    'the shell in the console',
    { userAgent: 'aws-cli/2.31 exec-env/CloudShell', sessionCredentialFromConsole: true },
    'cli',
    'userAgent',
  ],
  ['Terraform', { userAgent: TERRAFORM }, 'iac', 'userAgent'],
  ['Pulumi', { userAgent: 'aws-sdk-go-v2/1.30 pulumi/3.140' }, 'iac', 'userAgent'],
  ['CDK', { userAgent: 'aws-sdk-js/3.9 aws-cdk-cli/2.1' }, 'iac', 'userAgent'],
  ['Terraform in GitHub Actions', { userAgent: TERRAFORM, userIdentity: GITHUB }, 'iac', 'userAgent'],
  [
    'a script in GitHub Actions',
    { userAgent: 'Boto3/1.40', userIdentity: GITHUB },
    'ci',
    'userIdentity.identityProvider',
  ],
  ['GitLab', { userIdentity: fromProvider('gitlab.example.com') }, 'ci', 'userIdentity.identityProvider'],
  [
    'a provider that is no CI',
    { userAgent: 'Boto3/1.40', userIdentity: fromProvider('cognito-identity.amazonaws.com') },
    'sdk',
    'userAgent',
  ],
  [
    'a provider that only ends so',
    { userAgent: 'Boto3/1.40', userIdentity: fromProvider('nottoken.actions.githubusercontent.com.example.org') },
    'sdk',
    'userAgent',
  ],
  [
    'GitHub’s own step',
    { userAgent: 'aws-sdk-nodejs/2.1 configure-aws-credentials-for-github-actions' },
    'ci',
    'userAgent',
  ],
  ['an SDK', { userAgent: 'Boto3/1.26.8 Python/3.9.2' }, 'sdk', 'userAgent'],
  ['a service on behalf', by('cloudformation.amazonaws.com'), 'service', 'userIdentity.invokedBy'],
  [
    'a service, by its address',
    { sourceIPAddress: 'autoscaling.amazonaws.com', userAgent: 'autoscaling.amazonaws.com' },
    'service',
    'sourceIPAddress',
  ],
  [
    'a service itself',
    { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } },
    'service',
    'userIdentity.invokedBy',
  ],
  [
    'an event of a service',
    { userIdentity: { accountId: '111122223333' }, sourceIPAddress: '', userAgent: '' },
    'service',
    'userIdentity.type',
  ],
  ['AWS itself, unnamed', { sourceIPAddress: 'AWS Internal', userAgent: 'AWS Internal' }, 'service', 'sourceIPAddress'],
  [
    'the console behind AWS’s own front',
    { sourceIPAddress: 'AWS Internal', userAgent: 'AWS Internal', sessionCredentialFromConsole: true },
    'console',
    'sessionCredentialFromConsole',
  ],
  ['an agent’s tools', { userAgent: 'Boto3/1.40 md/awslabs#mcp#iam-mcp-server#1.0.4' }, 'agent', 'userAgent'],
  [
    'an agent through AWS’s server',
    { userAgent: 'aws-mcp.amazonaws.com', ...by('aws-mcp.amazonaws.com') },
    'agent',
    'userIdentity.invokedBy',
  ],
  ['nothing that is known', { userAgent: '<!channel> *bold*' }, 'unknown', undefined],
  ['no user agent', { userAgent: null }, 'unknown', undefined],
]

test.each(KINDS)('%s', (_, more, kind, field) => {
  const found = kindOfActor(event(more))

  expect({ kind: found.kind, field: found.evidence?.field }).toEqual({ kind, field })
})

describe('a call on somebody’s behalf', () => {
  it('is told by the service that made it', () => {
    expect(actingService(event(by('secretsmanager.amazonaws.com')))).toBe('secretsmanager.amazonaws.com')
    expect(isOnBehalf(event(by('secretsmanager.amazonaws.com')))).toBe(true)
  })

  it('is not what a service did by itself, nor what came through the sign-in of the console', () => {
    expect(isOnBehalf(event({ userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } }))).toBe(false)
    expect(isOnBehalf(event({ userAgent: 'signin.amazonaws.com', ...by('signin.amazonaws.com') }))).toBe(false)
    expect(isOnBehalf(event())).toBe(false)
  })
})

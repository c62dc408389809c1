import { type Actor, makeStory, OUTSIDE, PROD, SECURITY, STAGING, type Story, TOOLS } from './made-story.ts'

/** What happened, which event is asked about, and what has to be said of it. */
export type Scenario = {
  readonly name: string
  /** Tells it, and gives the id of the event that is traced. */
  readonly tell: (story: Story) => string
  /** Origin first: kind, name, how, confidence, and what is missing. */
  readonly says: string
  /** Accounts or Regions that refuse: only where a test can make them. */
  readonly refuses?: readonly string[]
}

const SSO = 'aws-reserved/sso.amazonaws.com/eu-central-1/'
const IDP = 'arn:aws:iam::444455556666:saml-provider/examplecorp-idp'
const GITHUB = 'arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com'
const ALICE = 'iam-user:alice access key proven'

/** Alice takes Deploy in tools and from there ProdAdmin in prod. */
function twoHops(
  story: Story,
  hidden?: { readonly first?: 'near' | 'both'; readonly second?: 'near' | 'far' | 'both' },
): Actor {
  const alice = story.user('alice', TOOLS).byKey()
  const deploy = story.assume(alice, 0, story.role('Deploy', TOOLS), 'alice', {
    ...(hidden?.first && { hidden: hidden.first }),
  })
  return story.assume(deploy, 60, story.role('ProdAdmin', PROD), 'alice', {
    ...(hidden?.second && { hidden: hidden.second }),
  })
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'an IAM user with a long-term key goes back to nobody else',
    tell: (s) => s.act(s.user('alice', TOOLS).byKey(), 0),
    says: ALICE,
  },
  {
    name: 'a role session goes back to the user whose call gave out its key',
    tell: (s) => s.act(s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice'), 100),
    says: `${ALICE} > role:Deploy AssumeRole proven`,
  },
  {
    name: 'a chain of two roles over two accounts',
    tell: (s) => s.act(twoHops(s), 100),
    says: `${ALICE} > role:Deploy AssumeRole proven > role:ProdAdmin AssumeRole proven`,
  },
  {
    name: 'only the caller’s half of a call across accounts was seen',
    tell: (s) => s.act(twoHops(s, { second: 'far' }), 100),
    says: `${ALICE} > role:Deploy AssumeRole proven > role:ProdAdmin AssumeRole proven`,
  },
  {
    name: 'only the called account’s half was seen: which session of the role it was, is not known',
    tell: (s) => s.act(twoHops(s, { second: 'near' }), 100),
    says: 'account not seen unknown -caller:not-found -name:not-found > role:ProdAdmin AssumeRole proven',
  },
  {
    name: 'only the called account’s half was seen, and the role acts elsewhere: its sessions are candidates',
    tell: (s) => {
      const deploy = s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice')
      s.act(deploy, 30)
      return s.act(s.assume(deploy, 60, s.role('ProdAdmin', PROD), 'alice', { hidden: 'near' }), 100)
    },
    says: 'nobody not seen unknown -caller:not-found (1 candidates) > role:Deploy not seen unknown -caller:not-found > role:ProdAdmin AssumeRole proven',
  },
  {
    name: 'only the called account’s half was seen, and the caller was a user: the id says which, likely',
    tell: (s) => {
      const alice = s.user('alice', TOOLS).byKey()
      s.act(alice, 10)
      return s.act(s.assume(alice, 60, s.role('ProdAdmin', PROD), 'deploy', { hidden: 'near' }), 100)
    },
    says: 'iam-user:alice not seen likely -caller:not-found > role:ProdAdmin AssumeRole proven',
  },
  {
    name: 'a caller of an account that nobody looks at',
    tell: (s) =>
      s.act(
        s.assume(s.user('vendor', OUTSIDE).byKey(), 60, s.role('Monitor', PROD), 'vendor', { hidden: 'near' }),
        100,
      ),
    says: 'account not seen unknown -caller:not-found -name:not-found > role:Monitor AssumeRole proven',
  },
  {
    name: 'the halves lack a sharedEventID, as before eventVersion 1.03',
    tell: (s) =>
      s.act(s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('ProdAdmin', PROD), 'alice', { noSharedId: true }), 100),
    says: `${ALICE} > role:ProdAdmin AssumeRole proven`,
  },
  {
    name: 'the call that gave out the key is nowhere: the session’s name is a claim',
    tell: (s) => s.act(twoHops(s, { second: 'both' }), 100),
    says: 'name:alice not seen claimed -issue:not-found > role:ProdAdmin not seen claimed',
  },
  {
    name: 'the first of two calls is nowhere: the chain ends at a claim',
    tell: (s) => s.act(twoHops(s, { first: 'both' }), 100),
    says: 'name:alice not seen claimed -issue:not-found > role:Deploy not seen claimed > role:ProdAdmin AssumeRole proven',
  },
  {
    name: 'a forged session name is shown for what it is',
    tell: (s) => {
      s.act(s.user('alice', TOOLS).byKey(), 5)
      return s.act(s.assume(s.user('mallory', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice'), 100)
    },
    says: 'iam-user:mallory access key proven > role:Deploy AssumeRole proven',
  },
  {
    name: 'a session name that was used before is another session: by its key',
    tell: (s) => {
      const deploy = s.role('Deploy', TOOLS)
      s.act(s.assume(s.user('bob', TOOLS).byKey(), -600, deploy, 'ci'), -500)
      return s.act(s.assume(s.user('alice', TOOLS).byKey(), 0, deploy, 'ci'), 100)
    },
    says: `${ALICE} > role:Deploy AssumeRole proven`,
  },
  {
    name: 'two people take one role under one name in the same second: each key has its own caller',
    tell: (s) => {
      const deploy = s.role('Deploy', TOOLS)
      s.act(s.assume(s.user('bob', TOOLS).byKey(), 0, deploy, 'ci'), 50)
      return s.act(s.assume(s.user('alice', TOOLS).byKey(), 0, deploy, 'ci'), 50)
    },
    says: `${ALICE} > role:Deploy AssumeRole proven`,
  },
  {
    name: 'a user made again under the same name is another: by unique id',
    tell: (s) => {
      const deploy = s.role('Deploy', TOOLS)
      s.act(s.assume(s.user('alice', TOOLS, '198.51.100.9').byKey(), -600, deploy, 'alice'), -500)
      return s.act(s.assume(s.user('alice', TOOLS).byKey(), 0, deploy, 'alice'), 100)
    },
    says: `${ALICE} > role:Deploy AssumeRole proven`,
  },
  {
    name: 'a console sitting of a user: a key for each request, one sign-in',
    tell: (s) => {
      const alice = s.user('alice', TOOLS).signIn(0)
      s.act(alice, 20)
      return s.act(alice, 40)
    },
    says: 'iam-user:alice console sign-in proven',
  },
  {
    name: 'a console sitting whose sign-in is nowhere',
    tell: (s) => s.act(s.user('alice', TOOLS).signIn(0, { seen: false }), 40),
    says: 'iam-user:alice console sign-in proven -sign-in:not-found',
  },
  {
    name: 'a role taken in the console by a user who signed in',
    tell: (s) => {
      const alice = s.user('alice', TOOLS)
      const sitting = alice.signIn(0)
      const admin = s.role('ProdAdmin', PROD)
      const taken = s.assume(sitting, 300, admin, 'alice')
      s.switchRole(alice.arn, 300, admin, 'alice')
      return s.act(s.inConsole(taken), 400)
    },
    says: 'iam-user:alice console sign-in proven > role:ProdAdmin AssumeRole likely',
  },
  {
    name: 'a role taken in the console of which only SwitchRole was seen',
    tell: (s) => {
      const alice = s.user('alice', TOOLS)
      const admin = s.role('ProdAdmin', PROD)
      const taken = s.assume(alice.signIn(0), 300, admin, 'alice', { hidden: 'both' })
      s.switchRole(alice.arn, 300, admin, 'alice')
      return s.act(s.inConsole(taken), 400)
    },
    says: 'iam-user:alice not seen likely > role:ProdAdmin SwitchRole likely',
  },
  {
    name: 'SwitchRole from a session of a role: which session, is not known',
    tell: (s) => {
      const admin = s.role('ProdAdmin', PROD)
      s.switchRole(`arn:aws:sts::${TOOLS}:assumed-role/Deploy/alice`, 300, admin, 'alice')
      return s.act(s.inConsole(s.session(admin, 'alice', 300)), 400)
    },
    says: 'nobody not seen unknown -caller:not-looked > role:Deploy not seen unknown > role:ProdAdmin SwitchRole likely',
  },
  {
    name: 'two people take a role in the console under one name in the same second: both are candidates',
    tell: (s) => {
      const admin = s.role('ProdAdmin', TOOLS)
      s.assume(s.user('bob', TOOLS).signIn(-60), 300, admin, 'ops')
      return s.act(s.inConsole(s.assume(s.user('alice', TOOLS).signIn(-90), 301, admin, 'ops')), 400)
    },
    says: 'nobody not seen unknown -issue:ambiguous (2 candidates) > role:ProdAdmin not seen unknown',
  },
  {
    name: 'AssumeRole and SwitchRole that name different people are not believed',
    tell: (s) => {
      const admin = s.role('ProdAdmin', TOOLS)
      const taken = s.assume(s.user('bob', TOOLS).signIn(-60), 300, admin, 'ops')
      s.switchRole(s.user('alice', TOOLS).arn, 300, admin, 'ops')
      return s.act(s.inConsole(taken), 400)
    },
    says: 'nobody not seen unknown -issue:contradicted (2 candidates) > role:ProdAdmin not seen unknown',
  },
  {
    name: 'GetSessionToken with MFA',
    tell: (s) => {
      const alice = s.user('alice', TOOLS)
      return s.act(alice.token(0, alice.byKey()), 100)
    },
    says: 'iam-user:alice GetSessionToken proven',
  },
  {
    name: 'a role taken with the key of GetSessionToken',
    tell: (s) => {
      const alice = s.user('alice', TOOLS)
      return s.act(s.assume(alice.token(0, alice.byKey()), 60, s.role('Deploy', TOOLS), 'alice'), 100)
    },
    says: 'iam-user:alice GetSessionToken proven > role:Deploy AssumeRole proven',
  },
  {
    name: 'a federated user goes back to the user who made it',
    tell: (s) => {
      const alice = s.user('alice', TOOLS)
      return s.act(alice.federate(0, alice.byKey(), 'portal'), 100)
    },
    says: `${ALICE} > federated-user:portal GetFederationToken proven`,
  },
  {
    name: 'a federated user names who made it even where the call was not seen',
    tell: (s) => {
      const alice = s.user('alice', TOOLS)
      return s.act(alice.federate(0, alice.byKey(), 'portal', { seen: false }), 100)
    },
    says: 'iam-user:alice not seen proven > federated-user:portal GetFederationToken proven -issue:not-found',
  },
  {
    name: 'a SAML user on the command line',
    tell: (s) =>
      s.act(
        s.assume(s.saml('grace@example.com', IDP), 0, s.role('Analyst', PROD), 'grace@example.com', {
          call: 'AssumeRoleWithSAML',
        }),
        100,
      ),
    says: 'saml-user:grace@example.com identity provider proven > role:Analyst AssumeRoleWithSAML proven',
  },
  {
    name: 'a SAML user in the console',
    tell: (s) =>
      s.act(
        s.inConsole(
          s.assume(s.saml('grace@example.com', IDP), 0, s.role('Analyst', PROD), 'grace@example.com', {
            call: 'AssumeRoleWithSAML',
          }),
        ),
        100,
      ),
    says: 'saml-user:grace@example.com identity provider proven > role:Analyst AssumeRoleWithSAML likely',
  },
  {
    name: 'a pipeline: web identity, a role in tools, a role in staging',
    tell: (s) => {
      const runner = s.assume(s.web('repo:octo/app:ref:refs/heads/main', GITHUB), 0, s.role('github', TOOLS), 'run-1', {
        call: 'AssumeRoleWithWebIdentity',
      })
      return s.act(s.assume(runner, 10, s.role('CiDeploy', STAGING), 'run-1'), 100)
    },
    says: 'web-identity:repo:octo/app:ref:refs/heads/main identity provider proven > role:github AssumeRoleWithWebIdentity proven > role:CiDeploy AssumeRole proven',
  },
  {
    name: 'a pipeline whose call was not seen: the provider is certain, the name a claim',
    tell: (s) => {
      const context = { webIdFederationData: { federatedProvider: GITHUB, attributes: {} } }
      return s.act(
        s.assume(s.web('repo:octo/app', GITHUB), 0, s.role('github', TOOLS), 'run-1', {
          call: 'AssumeRoleWithWebIdentity',
          hidden: 'both',
          context,
        }),
        100,
      )
    },
    says: 'web-identity:run-1 not seen claimed -issue:not-found > role:github not seen claimed',
  },
  {
    name: 'an Identity Center user, whose key the portal hides',
    tell: (s) =>
      s.act(s.session(s.role('AWSReservedSSO_Developer_0a1b2c3d4e5f6071', PROD, SSO), 'dana@example.com', 0), 100),
    says: 'identity-center-user:dana@example.com Identity Center proven > role:AWSReservedSSO_Developer_0a1b2c3d4e5f6071 Identity Center proven',
  },
  {
    name: 'onBehalfOf in some of a session’s events is for all of it',
    tell: (s) => {
      const dana = s.session(s.role('AWSReservedSSO_Developer_0a1b2c3d4e5f6071', PROD, SSO), 'dana@example.com', 0)
      const onBehalfOf = { userId: 'u-dana', identityStoreArn: 'arn:aws:identitystore::111122223333:identitystore/d-1' }
      s.act({ ...dana, identity: { ...dana.identity, onBehalfOf } }, 50)
      return s.act(dana, 100)
    },
    says: 'identity-center-user:dana@example.com Identity Center proven > role:AWSReservedSSO_Developer_0a1b2c3d4e5f6071 Identity Center proven',
  },
  {
    name: 'a role taken from an Identity Center session',
    tell: (s) => {
      const dana = s.session(s.role('AWSReservedSSO_Developer_0a1b2c3d4e5f6071', TOOLS, SSO), 'dana@example.com', 0)
      s.act(dana, 20)
      return s.act(s.assume(dana, 60, s.role('ProdAdmin', PROD), 'whoever'), 100)
    },
    says: 'identity-center-user:dana@example.com Identity Center proven > role:AWSReservedSSO_Developer_0a1b2c3d4e5f6071 Identity Center proven > role:ProdAdmin AssumeRole proven',
  },
  {
    name: 'a role that is only called like one of Identity Center’s proves nothing',
    tell: (s) =>
      s.act(s.session(s.role('AWSReservedSSO_Developer_0a1b2c3d4e5f6071', PROD, 'team/'), 'dana@example.com', 0), 100),
    says: 'name:dana@example.com not seen claimed -issue:not-found > role:AWSReservedSSO_Developer_0a1b2c3d4e5f6071 not seen claimed',
  },
  {
    name: 'a user of the portal, before any role',
    tell: (s) => {
      const onBehalfOf = { userId: 'u-dana', identityStoreArn: 'arn:aws:identitystore::111122223333:identitystore/d-1' }
      return s.act(
        {
          identity: { type: 'IdentityCenterUser', accountId: SECURITY, onBehalfOf },
          account: SECURITY,
          address: '192.0.2.1',
        },
        0,
      )
    },
    says: 'identity-center-user Identity Center proven',
  },
  {
    name: 'an EC2 instance',
    tell: (s) =>
      s.act(s.session(s.role('app', PROD), 'i-0aaaa1111bbbb2222', 0, { context: { ec2RoleDelivery: '2.0' } }), 100),
    says: 'instance:i-0aaaa1111bbbb2222 delivered by AWS proven > role:app delivered by AWS proven',
  },
  {
    name: 'a session that only calls itself like an instance is none',
    tell: (s) => s.act(s.assume(s.user('alice', PROD).byKey(), 0, s.role('app', PROD), 'i-0aaaa1111bbbb2222'), 100),
    says: `${ALICE} > role:app AssumeRole proven`,
  },
  {
    name: 'a Lambda function, and what a service does on its behalf',
    tell: (s) => {
      const sourceArn = `arn:aws:lambda:us-east-1:${PROD}:function:orders`
      const inScopeOf = {
        sourceArn,
        sourceAccount: PROD,
        issuerType: 'AWS::Lambda::Function',
        credentialsIssuedTo: sourceArn,
      }
      const orders = s.session(s.role('orders', PROD), 'orders', 0, { more: { inScopeOf } })
      s.act(orders, 50)
      return s.act(s.forwarded(orders, 'secretsmanager.amazonaws.com'), 51)
    },
    says: `workload:arn:aws:lambda:us-east-1:${PROD}:function:orders delivered by AWS proven > role:orders delivered by AWS proven`,
  },
  {
    name: 'a service that takes a role',
    tell: (s) => s.act(s.assume(s.service('ec2.amazonaws.com'), 0, s.role('enumerate', PROD), 'whatever'), 100),
    says: 'service:ec2.amazonaws.com a call of its own proven > role:enumerate AssumeRole proven',
  },
  {
    name: 'a service-linked role',
    tell: (s) =>
      s.act(
        s.session(s.role('AWSServiceRoleForConfig', PROD, 'aws-service-role/config.amazonaws.com/'), 'AWSConfig', 0),
        100,
      ),
    says: 'service:config.amazonaws.com delivered by AWS proven > role:AWSServiceRoleForConfig delivered by AWS proven',
  },
  {
    name: 'what CloudFormation does on behalf of a session with a key of its own is likely that session’s',
    tell: (s) => {
      const deploy = s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice')
      s.act(deploy, 50)
      return s.act(s.forwarded(deploy), 60)
    },
    says: `${ALICE} > role:Deploy AssumeRole likely`,
  },
  {
    name: 'what a service does on behalf of one of two sessions that nothing tells apart is nobody’s',
    tell: (s) => {
      const deploy = s.role('Deploy', TOOLS)
      const one = s.assume(s.user('alice', TOOLS).byKey(), 0, deploy, 'ci')
      const two = s.assume(s.user('bob', TOOLS).byKey(), 0, deploy, 'ci')
      s.act(one, 50)
      s.act(two, 51)
      return s.act(s.forwarded(one), 60)
    },
    says: 'nobody not seen unknown -issue:ambiguous (2 candidates) > role:Deploy not seen unknown',
  },
  {
    name: 'what a service does on behalf of a user',
    tell: (s) => {
      const alice = s.user('alice', TOOLS).signIn(0, { seen: false })
      const { console: _, ...caller } = s.forwarded(alice, 'athena.amazonaws.com')
      return s.act(caller, 60)
    },
    says: 'iam-user:alice forwarded by a service proven',
  },
  {
    name: 'root, signed in',
    tell: (s) => s.act(s.root(PROD, 0), 60),
    says: 'root not seen proven -issue:not-found',
  },
  {
    name: 'a source identity is a claim where its setting was not seen',
    tell: (s) =>
      s.act(
        s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'ci', {
          hidden: 'both',
          sourceIdentity: 'alice',
        }),
        100,
      ),
    says: 'name:alice not seen claimed -issue:not-found > role:Deploy not seen claimed',
  },
  {
    name: 'a key whose issue names another session is not believed',
    tell: (s) => {
      const taken = s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice')
      const other = s.session(s.role('Admin', TOOLS), 'bob', 0, { key: String(taken.identity.accessKeyId) })
      return s.act(other, 100)
    },
    says: 'nobody not seen unknown -issue:contradicted (1 candidates) > role:Admin not seen unknown',
  },
  {
    name: 'a key whose issue names a role of the same name and another unique id is not believed',
    tell: (s) => {
      const taken = s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice')
      return s.act(s.session(s.role('Deploy', TOOLS), 'alice', 0, { key: String(taken.identity.accessKeyId) }), 100)
    },
    says: 'nobody not seen unknown -issue:contradicted (1 candidates) > role:Deploy not seen unknown',
  },
  {
    name: 'a key whose issue names the same id and another role is not believed',
    tell: (s) => {
      const taken = s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice')
      const arn = `arn:aws:sts::${TOOLS}:assumed-role/Admin/alice`
      return s.act({ ...taken, identity: { ...taken.identity, arn } }, 100)
    },
    says: 'nobody not seen unknown -issue:contradicted (1 candidates) > role:Deploy not seen unknown',
  },
  {
    name: 'a key that two calls gave out tells nothing',
    tell: (s) => {
      const deploy = s.role('Deploy', TOOLS)
      const taken = s.assume(s.user('alice', TOOLS).byKey(), 0, deploy, 'alice')
      const credentials = { accessKeyId: taken.identity.accessKeyId }
      s.assume(s.user('bob', TOOLS).byKey(), 30, deploy, 'alice', { response: { credentials } })
      return s.act(taken, 100)
    },
    says: 'nobody not seen unknown -issue:ambiguous (2 candidates) > role:Deploy not seen unknown',
  },
  {
    name: 'a key that goes back to itself',
    tell: (s) => {
      const deploy = s.role('Deploy', TOOLS)
      const self = s.session(deploy, 'loop', 0)
      s.assume(self, 0, deploy, 'loop', { response: { credentials: { accessKeyId: self.identity.accessKeyId } } })
      return s.act(self, 100)
    },
    says: 'nobody not seen unknown -issue:cycle > role:Deploy AssumeRole proven',
  },
  {
    name: 'a call that failed first gave out nothing',
    tell: (s) => {
      const alice = s.user('alice', TOOLS).byKey()
      s.act(alice, -5, {
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRole',
        errorCode: 'AccessDenied',
        errorMessage: 'no',
      })
      return s.act(s.assume(alice, 0, s.role('Deploy', TOOLS), 'alice'), 100)
    },
    says: `${ALICE} > role:Deploy AssumeRole proven`,
  },
  {
    name: 'STS in another Region',
    tell: (s) =>
      s.act(
        s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('Deploy', TOOLS), 'alice', { region: 'eu-central-1' }),
        100,
      ),
    says: `${ALICE} > role:Deploy AssumeRole proven`,
  },
  {
    name: 'a session that began eleven hours before',
    tell: (s) => s.act(s.assume(s.user('alice', TOOLS).byKey(), -39_600, s.role('Deploy', TOOLS), 'alice'), 0),
    says: `${ALICE} > role:Deploy AssumeRole proven`,
  },
  {
    name: 'the refused account would have known: no claim of completeness, and nothing likely',
    tell: (s) =>
      s.act(s.inConsole(s.assume(s.user('alice', TOOLS).signIn(0), 300, s.role('ProdAdmin', PROD), 'alice')), 400),
    refuses: [PROD],
    says: 'nobody not seen unknown -issue:gap (1 candidates) > role:ProdAdmin not seen unknown',
  },
  {
    name: 'a key needs only one half: the refused account takes nothing away',
    tell: (s) => s.act(s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('ProdAdmin', PROD), 'alice'), 100),
    refuses: [PROD],
    says: `${ALICE} > role:ProdAdmin AssumeRole proven`,
  },
  {
    name: 'the caller’s account refuses: someone of it',
    tell: (s) => s.act(s.assume(s.user('alice', TOOLS).byKey(), 0, s.role('ProdAdmin', PROD), 'alice'), 100),
    refuses: [TOOLS],
    says: 'account not seen unknown -caller:gap -name:gap > role:ProdAdmin AssumeRole proven',
  },
  {
    name: 'seven roles deep: six sessions are followed',
    tell: (s) => {
      let actor = s.user('alice', TOOLS).byKey()
      for (let at = 0; at < 7; at++) actor = s.assume(actor, at * 10, s.role(`R${at}`, TOOLS), 'alice')
      return s.act(actor, 100)
    },
    says: `nobody not seen unknown -issue:bound > ${[1, 2, 3, 4, 5, 6].map((at) => `role:R${at} AssumeRole proven`).join(' > ')}`,
  },
]

/** A scenario with ids of its own, so that all of them can share one world. */
export function told(scenario: Scenario, at: number): { readonly story: Story; readonly subject: string } {
  const story = makeStory(`S${String(at).padStart(2, '0')}X`)
  return { story, subject: scenario.tell(story) }
}

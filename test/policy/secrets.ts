/** Fakes of everything that must never be seen: each has the look of the real thing and opens nothing. */
const LETTERS = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'

export const PLANTED: readonly (readonly [name: string, secret: string])[] = [
  ['a secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['a session token', `IQoJb3JpZ2lu${LETTERS.repeat(4)}==`],
  ['an older session token', `FwoGZXIvYXdz${LETTERS.repeat(4)}==`],
  ['a JSON Web Token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmYWtlIn0.${LETTERS}`],
  ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${LETTERS}\n${LETTERS}\n-----END RSA PRIVATE KEY-----`],
  ['a private key that was cut off', `-----BEGIN PRIVATE KEY-----\n${LETTERS}`],
  ['a token of Slack', ['xoxb', '111111111111', LETTERS].join('-')],
  ['a token of GitHub', `ghp_${LETTERS}`],
  ['a fine-grained token of GitHub', `github_pat_${LETTERS}`],
  ['a token of GitLab', `glpat-${LETTERS}`],
  ['a key of Stripe', ['sk', 'live', LETTERS].join('_')],
  ['a key of Google', `AIza${LETTERS}`],
]

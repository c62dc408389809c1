/** What a field of a request or a response is to us, by its name alone. */
export type FieldKind = 'plain' | 'secret' | 'environment'

/** Names of which the end says that a secret is in it: `masterUserPassword`, `X-Amz-Security-Token`. Without capitals and signs. */
const SECRET_END =
  /(?:password|passwords|passwd|passphrase|pwd|secret|secretkey|secretaccesskey|secrettext|privatekey|privatekeys|sshkey|hostkey|token|tokens|apikey|apikeys|apikeyvalue|authkey|accountkey|sharedkey|licensekey|encryptionkeyvalue|connectionstring|connectionuri|connectionurl|jdbcurl|signature|cookie|cookies|authorization|credentials?string|tokencode|mfacode|otp|otpcode|recoverycode|pincode)$/

const SECRET = new Set([
  'plaintext',
  'plaintextblob',
  'userdata',
  'samlassertion',
  'samlresponse',
  'assertion',
  'clientassertion',
  'secretstring',
  'secretbinary',
  'secretvalue',
  'keymaterial',
  'privatekeymaterial',
  'privatekeyplaintext',
  'importtokenmaterial',
  'authenticationcode1',
  'authenticationcode2',
  'authparameters',
  'authorizationcode',
  'devicecode',
  'bindcredential',
  'radiussharedsecret',
  'presharedkey',
  'psk',
  'wpapsk',
])

/** Named like a secret and none: they make a call safe to repeat, or turn a page, or tell how something is set. */
const HARMLESS = new Set([
  'clienttoken',
  'clientrequesttoken',
  'creationtoken',
  'idempotencytoken',
  'requesttoken',
  'subjectfromwebidentitytoken',
  'nexttoken',
  'nextpagetoken',
  'nextforwardtoken',
  'nextbackwardtoken',
  'paginationtoken',
  'continuationtoken',
  'startingtoken',
  'locktoken',
  'updatetoken',
  'changetoken',
  'sequencetoken',
  'uploadsequencetoken',
  'nextsequencetoken',
  'httptokens',
  'maxtokens',
  'inputtokens',
  'outputtokens',
])

/** Whatever is below them was put there for a program to read at its start, passwords among it. */
const ENVIRONMENT = new Set([
  'environment',
  'environmentvariables',
  'environmentvariablesoverride',
  'envvars',
  'env',
  'runtimeenvironmentvariables',
  'variables',
  'stagevariables',
  'connectionproperties',
  'defaultarguments',
  'nonoverridablearguments',
  'configurationvariables',
  'buildspecvariables',
])

const known = new Map<string, FieldKind>()
const MOST_KNOWN = 20_000

/** By its name, whatever its capitals, dashes and underscores. */
export function fieldKind(name: string): FieldKind {
  const before = known.get(name)
  if (before !== undefined) return before
  const kind = judge(bareName(name))
  if (known.size < MOST_KNOWN && name.length <= 100) known.set(name, kind)
  return kind
}

/** `masteruserpassword` of `Master-User_Password`. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function judge(bare: string): FieldKind {
  if (HARMLESS.has(bare)) return 'plain'
  if (ENVIRONMENT.has(bare)) return 'environment'
  return SECRET.has(bare) || SECRET_END.test(bare) ? 'secret' : 'plain'
}

import { type Entry, type Fields, word } from '../history.ts'
import { resourcesOf } from './resources.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html */
export const KEYS = new Set([
  'AccessKeyId',
  'EventId',
  'EventName',
  'EventSource',
  'ReadOnly',
  'ResourceName',
  'ResourceType',
  'Username',
])

/** Letter for letter. A type of resource that there is not finds nothing, and is no error. */
export function fitsAttribute(entry: Entry, key: string | undefined, value: string): boolean {
  const { fields } = entry
  switch (key) {
    case undefined:
      return true
    case 'AccessKeyId':
      return (fields['userIdentity'] as Fields | undefined)?.['accessKeyId'] === value
    case 'EventId':
      return entry.id === value
    case 'EventName':
      return fields['eventName'] === value
    case 'EventSource':
      return fields['eventSource'] === value
    case 'ReadOnly':
      return isReadOnly(fields) === value
    case 'ResourceName':
      return resourcesOf(fields).some(({ name }) => name === value)
    case 'ResourceType':
      return resourcesOf(fields).some(({ type }) => type === value)
    default:
      return userNameOf(fields) === value
  }
}

/** A text, also where the record has a boolean, or nothing because it is old. */
export function isReadOnly(fields: Fields): 'true' | 'false' {
  const said = fields['readOnly']
  if (said !== undefined) return word(said) === 'true' ? 'true' : 'false'
  return /^(Get|List|Describe|Head|Lookup|BatchGet|Search|View)/.test(word(fields['eventName'])) ? 'true' : 'false'
}

/**
 * What event history calls the user name: of a role's session the session's name, never the role's. Services and callers
 * from other accounts have none.
 */
export function userNameOf(fields: Fields): string | undefined {
  const identity = (fields['userIdentity'] ?? {}) as Fields
  const session = word(identity['principalId']).split(':')
  switch (identity['type']) {
    case 'Root':
      return 'root'
    case 'AssumedRole':
    case 'FederatedUser':
      return session.length > 1 ? session.slice(1).join(':') : nameInArn(word(identity['arn']))
    case 'AWSService':
    case 'AWSAccount':
    case 'IdentityCenterUser':
      return undefined
    default:
      return typeof identity['userName'] === 'string' ? identity['userName'] : undefined
  }
}

/** In records that were published, the session is often taken out of the principal id and left in the ARN. */
function nameInArn(arn: string): string | undefined {
  return /:(?:assumed-role\/[^/]+|federated-user)\/(.+)$/.exec(arn)?.[1]
}

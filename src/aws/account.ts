/** An account that can be entered, and how. */
export type AwsAccount = {
  readonly id: string
  readonly alias: string | undefined
  /** Where to look: always with the Region of the global services. */
  readonly regions: readonly string[]
  /** The role to assume; undefined where the bot's own credentials are good for it. */
  readonly roleArn: string | undefined
  readonly externalId: string | undefined
  /** Whether its event history may be asked. */
  readonly eventHistory: boolean
}

/** What the settings say of all accounts, where they say nothing else of one. */
export type AccountDefaults = {
  readonly regions: readonly string[]
  /** A role's name. */
  readonly role: string
  readonly externalId?: string | undefined
  readonly eventHistory: boolean
}

export type AccountSettings = {
  readonly id: string
  readonly alias?: string | undefined
  readonly regions?: readonly string[] | undefined
  /** A name or an ARN; `none` for the bot's own credentials. */
  readonly role?: string | undefined
  readonly externalId?: string | undefined
  readonly eventHistory?: boolean | undefined
}

/**
 * One account from its settings. IAM, CloudFront and global STS leave their events in us-east-1 alone, so that it is among
 * the Regions of every account of its partition, named or not.
 */
export function makeAccount(settings: AccountSettings, defaults: AccountDefaults): AwsAccount {
  const { id, alias, role = defaults.role, externalId = defaults.externalId } = settings
  const named = settings.regions ?? defaults.regions
  const partition = partitionOf(named[0] ?? GLOBAL.aws)
  return {
    id,
    alias,
    regions: [...new Set([GLOBAL[partition], ...named])],
    roleArn: role === 'none' ? undefined : role.startsWith('arn:') ? role : `arn:${partition}:iam::${id}:role/${role}`,
    externalId: role === 'none' ? undefined : externalId,
    eventHistory: settings.eventHistory ?? defaults.eventHistory,
  }
}

const GLOBAL = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-northwest-1' } as const

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): keyof typeof GLOBAL {
  if (region.startsWith('us-gov-')) return 'aws-us-gov'
  return region.startsWith('cn-') ? 'aws-cn' : 'aws'
}

/** The company's organisation, as it appears in the keys of an organisation trail. */
export const ORGANISATION = 'o-examplecorp'

export const ACCOUNTS = {
  security: '111122223333',
  tools: '222233334444',
  staging: '333344445555',
  prod: '444455556666',
} as const

/** Accounts that are not the company's. */
export const OUTSIDE = { monitoringVendor: '999988887777', attacker: '999900001111' } as const

export const HOME_REGION = 'us-east-1'
export const SECOND_REGION = 'eu-central-1'
export const THIRD_REGION = 'us-west-2'

/** Where people and machines call from: only addresses that are kept for documentation (RFC 5737). */
export const ADDRESSES = {
  office: '192.0.2.10',
  vpn: '192.0.2.11',
  alice: '192.0.2.24',
  alicia: '192.0.2.31',
  bob: '192.0.2.42',
  runners: ['198.51.100.16', '198.51.100.17', '198.51.100.18', '198.51.100.19'],
  vendor: '198.51.100.200',
  nat: '198.51.100.140',
  attacker: '203.0.113.66',
  attackerBrowser: '203.0.113.129',
} as const

const GLOBAL = new Set(['iam', 'sts', 'signin', 'organizations', 'cloudfront', 'route53', 'support'])

/** Global services are recorded in us-east-1, wherever the caller sits. */
export function regionOf(source: string, region: string): string {
  return GLOBAL.has(source) ? HOME_REGION : region
}

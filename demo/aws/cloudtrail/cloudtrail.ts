import type { Ground, Service } from '../service.ts'
import { lookupEvents } from './lookup-events.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
export function makeCloudTrail(ground: Ground): Service {
  return {
    name: 'cloudtrail',
    target: 'CloudTrail_20131101',
    protocol: 'json',
    throttled: 'ThrottlingException',
    operations: {
      LookupEvents: {
        // For each account and Region, and not adjustable.
        aSecond: 2,
        wants: ({ region }) => [{ action: 'cloudtrail:LookupEvents', resource: '*', region }],
        run: (ask) => lookupEvents(ground, ask),
      },
    },
  }
}

/** A CloudTrail record as EventBridge hands it over, in what AWS writes around it. */
export function pushed(detail: Readonly<Record<string, unknown>>, more: object = {}): object {
  return {
    version: '0',
    id: '00000000-0000-4000-8000-000000000001',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.ec2',
    account: '111122223333',
    time: '2026-11-23T10:00:30Z',
    region: 'us-east-1',
    resources: [],
    detail,
    ...more,
  }
}

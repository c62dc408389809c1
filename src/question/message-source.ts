/** Alerts that are known by how they are written. */
export const MESSAGE_SOURCES = [
  'guardduty',
  'security-hub',
  'alarm',
  'cloudtrail-to-slack',
  'refusal',
  'event-record',
  'none',
] as const
export type MessageSource = (typeof MESSAGE_SOURCES)[number]

/**
 * What wrote a message. Amazon Q (once AWS Chatbot) heads a finding with `GuardDuty Finding | Region | Account: …` and an
 * alarm with `CloudWatch Alarm | …`; EventBridge and SNS send JSON with `detail-type` or `AlarmName`; the Terraform module
 * cloudtrail-to-slack writes `ACTOR called EVENT`, with `Id:` and `Account Id:` beneath.
 */
export function readSource(text: string): MessageSource {
  return TELLS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'none'
}

const TELLS: readonly (readonly [MessageSource, RegExp])[] = [
  ['security-hub', /security ?hub findings?|"ProductArn"|ASFF/i],
  [
    'guardduty',
    /guardduty finding|"?aws\.guardduty"?|GuardDuty.{0,60}(?:severity|finding)|"schemaVersion": ?"2\.0".{0,2000}"resourceType"/is,
  ],
  ['alarm', /cloudwatch alarm|"AlarmName"|\bALARM: "|threshold crossed/i],
  ['cloudtrail-to-slack', / called \*?[A-Z]\w{2,80}\*?[\s\S]{0,20000}\bAccount Id:/],
  ['refusal', /is not authorized to perform:|AccessDenied|UnauthorizedOperation/],
  ['event-record', /"?eventSource"?\s*:\s*"?[a-z0-9-]+\.amazonaws\.com/],
]

import { expect, it } from 'vitest'
import { readSettings, SettingsError } from '../../src/config/read-settings.ts'

const REST =
  'logFiles: [{ name: a, path: ./b }]\naccounts: [{ id: "111122223333", alias: prod }]\nwatches:\n  pushed:\n    '
const QUEUE = 'queue: https://sqs.us-east-1.amazonaws.com/111122223333/whodid-events'
const ROLE = 'arn:aws:iam::444455556666:role/whodid-files'

it.each([
  [`${QUEUE}\n    region: us-east-1`],
  ['buckets: [{ name: example-cloudtrail }]'],
  [
    `${QUEUE}\n    region: us-east-1\n    buckets: [{ name: abc, prefix: AWSLogs/, region: eu-west-1, role: '${ROLE}' }]`,
  ],
])('of what is pushed, %s can be read', (text) => {
  expect(readSettings(REST + text, 'whodid.yml').watches.pushed).toBeDefined()
})

it.each([
  [QUEUE, 'the Region of the queue is expected'],
  ['buckets: [{ name: Upper }]', 'a bucket’s name is expected'],
  ['buckets: [{ name: "../etc" }]', 'a bucket’s name is expected'],
  ['buckets: [{ name: abc }, { name: abc }]', 'is in the list twice'],
  ['buckets: [{ name: abc, role: whodid-files }]', 'a role’s ARN is expected'],
  ['buckets: [{ name: abc, prefix: "" }]', 'text is expected, this is empty'],
  ['buckets: [{ name: abc, externalId: "a b" }]', '2 to 1,224 letters'],
])('of what is pushed, %s is refused: %s', (text, says) => {
  const read = () => readSettings(REST + text, 'whodid.yml')

  expect(read).toThrow(SettingsError)
  expect(read).toThrow(says.replaceAll('’', "'"))
})

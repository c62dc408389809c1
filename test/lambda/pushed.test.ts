import { expect, it } from 'vitest'
import { readSqsBatch, sayNotDone } from '../../src/lambda/pushed.ts'

it('reads a batch of SQS, and names what is to come again', () => {
  const record = (messageId: string) => ({ messageId, body: '{}', attributes: { SentTimestamp: '1795428000000' } })
  const messages = readSqsBatch({ Records: [record('a'), record('b')] }) ?? []

  expect(messages).toEqual(['a', 'b'].map((id) => ({ id, body: '{}', sentAt: 1_795_428_000_000 })))
  expect(sayNotDone(messages, ['a'])).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] })
})

it.each([{}, { source: 'aws.scheduler' }, null, undefined])('takes a call of the schedule, %j, for none', (event) => {
  expect(readSqsBatch(event)).toBeUndefined()
})

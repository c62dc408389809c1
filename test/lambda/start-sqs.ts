import { buildApp } from 'fauxqs'
import { instant } from '../../src/lib/instant.ts'
import { makeCallAws } from '../../src/lambda/call-aws.ts'

export type Sqs = {
  readonly endpoint: string
  readonly url: string
  /** What was put aside, after three tries. */
  dead(): Promise<readonly string[]>
  send(body: string): Promise<void>
  /** What can be taken now, as Lambda hands it to a function. */
  receive(): Promise<readonly Taken[]>
  remove(taken: Taken): Promise<void>
  stop(): Promise<void>
}

export type Taken = {
  readonly messageId: string
  readonly receiptHandle: string
  readonly body: string
  readonly attributes: Readonly<Record<string, string>>
}

const VISIBILITY_S = '1'

/** Someone else's SQS on this machine: a queue, and another for what cannot be worked off. */
export async function startSqs(): Promise<Sqs> {
  const app = buildApp({ logger: false })
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' })
  const call = makeCallAws({
    region: 'us-east-1',
    credentials: () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }),
    clock: { now: () => instant(Date.now()), sleep: async () => undefined },
    endpoint,
  })
  const create = async (QueueName: string, Attributes: object) => {
    const { QueueUrl } = (await call('sqs', 'AmazonSQS.CreateQueue', { QueueName, Attributes })) as { QueueUrl: string }
    return QueueUrl
  }
  const dlq = await create('whodid-dead', {})
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:whodid-dead'
  const url = await create('whodid', {
    VisibilityTimeout: VISIBILITY_S,
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
  })
  return {
    endpoint,
    url,
    async dead() {
      const input = { QueueUrl: dlq, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }
      const reply = await call('sqs', 'AmazonSQS.ReceiveMessage', input)
      const { Messages = [] } = reply as { Messages?: readonly { readonly Body: string }[] }
      return Messages.map(({ Body }) => Body)
    },
    async send(MessageBody) {
      await call('sqs', 'AmazonSQS.SendMessage', { QueueUrl: url, MessageBody })
    },
    async receive() {
      const input = { QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }
      const { Messages = [] } = (await call('sqs', 'AmazonSQS.ReceiveMessage', input)) as Received
      return Messages.map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        attributes: Attributes ?? {},
      }))
    },
    async remove({ receiptHandle }) {
      await call('sqs', 'AmazonSQS.DeleteMessage', { QueueUrl: url, ReceiptHandle: receiptHandle })
    },
    stop: () => app.close(),
  }
}

type Received = {
  readonly Messages?: readonly {
    readonly MessageId: string
    readonly ReceiptHandle: string
    readonly Body: string
    readonly Attributes?: Readonly<Record<string, string>>
  }[]
}

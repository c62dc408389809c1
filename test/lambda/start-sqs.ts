import { buildApp } from 'fauxqs'
import { instant } from '../../src/lib/instant.ts'
import { makeCallAws } from '../../src/lambda/call-aws.ts'

export type Sqs = {
  readonly endpoint: string
  readonly url: string
  /** What was put aside, after three tries. */
  dead(): Promise<readonly string[]>
  send(body: string): Promise<void>
  /** What can be taken now: ten messages at most. With `wait` it waits so many seconds for the first of them. */
  receive(how?: { readonly most?: number; readonly wait?: number }): Promise<readonly Taken[]>
  /** How many messages there are, those that are just being worked off among them. */
  left(): Promise<number>
  remove(taken: Taken): Promise<void>
  /** Lets what was taken and not removed be taken again at once, as if its time were over. */
  comeAgain(): Promise<void>
  stop(): Promise<void>
}

export type Taken = {
  readonly messageId: string
  readonly receiptHandle: string
  readonly body: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Someone else's SQS on this machine: a queue, and another for what cannot be worked off. */
export async function startSqs({ visibility = 1 } = {}): Promise<Sqs> {
  const app = buildApp({ logger: false })
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' })
  const call = makeCallAws({
    region: 'us-east-1',
    credentials: () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }),
    clock: { now: () => instant(Date.now()), sleep: async () => undefined },
    endpoint,
    timeoutMs: 5_000,
  })
  const create = async (QueueName: string, Attributes: object) => {
    const { QueueUrl } = (await call('sqs', 'AmazonSQS.CreateQueue', { QueueName, Attributes })) as { QueueUrl: string }
    return QueueUrl
  }
  const dlq = await create('whodid-dead', {})
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:whodid-dead'
  const url = await create('whodid', {
    VisibilityTimeout: String(visibility),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
  })
  const out = new Map<string, string>()
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
    async receive({ most = 10, wait = 0 } = {}) {
      const input = {
        QueueUrl: url,
        MaxNumberOfMessages: most,
        WaitTimeSeconds: wait,
        MessageSystemAttributeNames: ['All'],
      }
      const { Messages = [] } = (await call('sqs', 'AmazonSQS.ReceiveMessage', input)) as Received
      for (const { MessageId, ReceiptHandle } of Messages) out.set(MessageId, ReceiptHandle)
      return Messages.map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        attributes: Attributes ?? {},
      }))
    },
    async left() {
      const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible']
      const { Attributes } = (await call('sqs', 'AmazonSQS.GetQueueAttributes', { QueueUrl: url, AttributeNames })) as {
        readonly Attributes: Readonly<Record<string, string>>
      }
      return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0)
    },
    async comeAgain() {
      for (const ReceiptHandle of out.values())
        await call('sqs', 'AmazonSQS.ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 })
      out.clear()
    },
    async remove({ messageId, receiptHandle }) {
      out.delete(messageId)
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

import type { Question } from '../question/question.ts'

/** Calls that are data events wherever they are recorded: event history has none of them. */
const DATA: ReadonlySet<string> = new Set(
  [
    'GetObject PutObject DeleteObject DeleteObjects HeadObject CopyObject ListObjects SelectObjectContent UploadPart',
    'CompleteMultipartUpload CreateMultipartUpload AbortMultipartUpload GetObjectAcl PutObjectAcl GetObjectTagging',
    'Invoke InvokeFunction GetItem PutItem UpdateItem DeleteItem BatchGetItem BatchWriteItem TransactGetItems',
    'TransactWriteItems PublishBatch SendMessage ReceiveMessage DeleteMessage PutRecord PutRecords GetRecords',
  ].flatMap((line) => line.split(' ')),
)

/** Whether data events are asked for by name. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
export function wantsDataEvents({ terms }: Question): boolean {
  const events = terms.flatMap(({ not, predicate }) => (!not && predicate.kind === 'event' ? [predicate.value] : []))
  return events.some((name) => DATA.has(name))
}

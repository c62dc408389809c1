import { type Principal, refusalOf, sayDenied } from '../principal.ts'
import { Refusal } from '../refusal.ts'
import type { Loaded } from './warehouse.ts'

/** Athena reads on behalf of who asks: the catalogue, the trail's bucket, and the place of the results. */
export function checkRights({ definition, table }: Loaded, output: string | undefined, principal: Principal): void {
  const { account, region } = table
  const glue = `arn:aws:glue:${region}:${account}`
  const bucket = `arn:aws:s3:::${definition.location.replace(/^s3:\/\//, '').split('/')[0]}`
  const wants = [
    ['glue:GetTable', `${glue}:catalog`],
    ['glue:GetTable', `${glue}:database/${table.database}`],
    ['glue:GetTable', `${glue}:table/${table.database}/${definition.name}`],
    ['s3:GetBucketLocation', bucket],
    ['s3:ListBucket', bucket],
    ['s3:GetObject', `${bucket}/AWSLogs/example.json.gz`],
  ]
  if (output !== undefined) {
    const path = output.replace(/^s3:\/\//, '').replace(/\/$/, '')
    wants.push(
      ['s3:GetBucketLocation', `arn:aws:s3:::${path.split('/')[0]}`],
      ['s3:PutObject', `arn:aws:s3:::${path}/x.csv`],
    )
  }
  for (const [action = '', resource = ''] of wants) {
    const why = refusalOf(principal, { action, resource, region })
    if (why === undefined) continue
    const message = sayDenied(principal, { action, resource, region }, why)
    throw new Refusal('PERMISSION_DENIED', `Insufficient permissions to execute the query. ${message}`)
  }
}

import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Demo } from '../../demo/start-demo.ts'
import type { Fields } from '../../src/event/event.ts'
import { record } from '../made/records.ts'

/** Something that happens now, and is delivered at once as one more log file. Gives the events' ids. */
export async function happens(
  demo: Pick<Demo, 'logs' | 'slack' | 'world'>,
  events: readonly Fields[],
): Promise<readonly string[]> {
  const account = demo.world.accounts[0]?.id ?? ''
  const region = 'eu-central-1'
  const at = new Date(demo.slack.clock.now()).toISOString()
  const records = events.map((more) =>
    record({
      eventTime: `${at.slice(0, 19)}Z`,
      eventID: randomUUID(),
      recipientAccountId: account,
      awsRegion: region,
      ...more,
    }),
  )
  const day = at.slice(0, 10).replaceAll('-', '/')
  const stamp = `${at.slice(0, 10).replaceAll('-', '')}T${at.slice(11, 16).replace(':', '')}Z`
  const name = `${account}_CloudTrail_${region}_${stamp}_${randomUUID().replaceAll('-', '').slice(0, 16)}.json.gz`
  const path = join(demo.logs, 'AWSLogs', demo.world.organisation, account, 'CloudTrail', region, day, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, gzipSync(JSON.stringify({ Records: records })))
  // Whole or not at all, as in S3.
  await rename(`${path}.part`, path)
  return records.map(({ eventID }) => String(eventID))
}

/** An identity that nobody in the demo's world has. */
export function user(name: string): Fields {
  return {
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDAFAKE${name.toUpperCase()}`,
      arn: `arn:aws:iam::111122223333:user/${name}`,
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: name,
    },
  }
}

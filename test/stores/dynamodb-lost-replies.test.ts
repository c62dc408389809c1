import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { systemClock } from '../../src/lib/clock.ts'
import { instant } from '../../src/lib/instant.ts'
import { makeDynamoClient } from '../../src/stores/dynamodb/make-client.ts'
import { openDynamoDb } from '../../src/stores/dynamodb/open-dynamodb.ts'
import { openStore } from '../../src/stores/open-store.ts'
import type { Rows, Shelf } from '../../src/stores/rows.ts'
import { type Dynamo, type LossyDynamo, startDynamo, startLossy } from './start-dynamo.ts'

const SHELF: Shelf = ['T', 'test']
const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }

describe('DynamoDB', () => {
  let dynamo: Dynamo
  let lossy: LossyDynamo
  let rows: Rows
  beforeAll(async () => {
    dynamo = await startDynamo('whodid')
    lossy = await startLossy(dynamo.endpoint)
    const now = () => instant(1_800_000_000_000)
    rows = openDynamoDb({ client: lossy.client(), table: 'whodid', now, mark: () => randomUUID() })
  })
  afterAll(async () => {
    rows.close()
    await lossy.stop()
    await dynamo.stop()
  })

  test('a write whose reply was lost is ours when it is found to be there', async () => {
    lossy.loseReplies(1)
    expect(await rows.put(SHELF, { key: 'a', text: '1', was: 0 })).toBe(true)
    lossy.loseReplies(2)
    expect(await rows.put(SHELF, { key: 'a', text: '2', was: 1 })).toBe(true)
    lossy.loseReplies(1)
    expect(await rows.putMany(SHELF, [{ key: 'b', text: '1', was: 0 }])).toEqual(new Set(['b']))

    expect(await rows.get(SHELF, 'a')).toMatchObject({ text: '2', version: 2 })
  })

  test("and another's is not, whatever was lost", async () => {
    await rows.put(SHELF, { key: 'c', text: '1', was: 0 })

    lossy.loseReplies(1)
    expect(await rows.put(SHELF, { key: 'c', text: '1', was: 0 })).toBe(false)
    expect(await rows.put(SHELF, { key: 'c', text: '1', was: 0 })).toBe(false)
  })

  test('a row that was removed stays so, and is told as removed, where the reply was lost', async () => {
    await rows.put(SHELF, { key: 'd', text: '1', was: 0 })

    lossy.loseReplies(1)
    expect(await rows.remove(SHELF, 'd')).toBe(true)
    lossy.loseReplies(1)
    expect(await rows.remove(SHELF, 'd')).toBe(false)
    expect(await rows.get(SHELF, 'd')).toBeUndefined()
  })

  test('one that is away is asked four times, and then said to be away', async () => {
    const before = lossy.requests.length
    lossy.loseReplies(100)
    const away = expect.objectContaining({ name: 'StoreError', trouble: 'away' })

    await expect(rows.put(SHELF, { key: 'e', text: '1', was: 0 })).rejects.toEqual(away)
    expect(lossy.requests.length - before).toBe(4)
    lossy.loseReplies(0)
  })

  test('a failure among many rows is told once all have ended', async () => {
    lossy.loseReplies(100)
    const many = Array.from({ length: 40 }, (_, n) => ({ key: `many ${n}`, text: '', was: 0 }))

    await expect(rows.putMany(SHELF, many)).rejects.toMatchObject({ trouble: 'away' })
    const after = lossy.requests.length
    lossy.loseReplies(0)
    await rows.get(SHELF, 'many 1')
    expect(lossy.requests.length - after).toBe(1)
  })

  test('nothing is scanned, and everything is read strongly consistent', async () => {
    await rows.list(SHELF, { limit: 9 })
    await rows.list(SHELF, { by: 'rank', limit: 9 })
    await rows.getMany(SHELF, ['a', 'b'])

    const calls = new Set(lossy.requests.map(({ call }) => call))
    expect([...calls].toSorted()).toEqual(['DeleteItem', 'GetItem', 'PutItem', 'Query'])
    const reads = lossy.requests.filter(({ call }) => call === 'GetItem' || call === 'Query')
    expect(reads.filter(({ input }) => input.ConsistentRead !== true)).toEqual([])
  })

  test('the table is as whodid expects it', async () => {
    const client = dynamo.client()
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'whodid' }))
    client.destroy()

    expect(Table?.KeySchema?.map(({ AttributeName }) => AttributeName)).toEqual(['s', 'k'])
    expect(Table?.LocalSecondaryIndexes?.[0]).toMatchObject({
      IndexName: 'by-rank',
      Projection: { ProjectionType: 'ALL' },
    })
  })

  test('a table that is not there is told at the start, with what makes it', async () => {
    const settings = {
      kind: 'dynamodb',
      table: 'nowhere',
      region: 'us-east-1',
      endpoint: dynamo.endpoint,
      credentials: CREDENTIALS,
    } as const // prettier-ignore

    await expect(openStore(settings, systemClock)).rejects.toMatchObject({
      trouble: 'no-table',
      message: expect.stringMatching(/no table nowhere .* deploy\/store\.yml makes it/),
    })
    const store = await openStore({ ...settings, table: 'whodid' }, systemClock)
    expect(await store.done.claim('T1', 'command:1')).toBe(true)
    expect(await store.done.claim('T1', 'command:1')).toBe(false)
    expect(await store.keeping.questions.keep('T', 'Alice')).toMatch(/^[\w-]{22}$/)
    store.close()
  })

  test('one that nobody listens for is away', async () => {
    const client = makeDynamoClient({ region: 'us-east-1', endpoint: 'http://127.0.0.1:9', credentials: CREDENTIALS })
    const nowhere = openDynamoDb({ client, table: 'whodid', now: () => instant(0), mark: () => 'm' })

    await expect(nowhere.get(SHELF, 'a')).rejects.toMatchObject({ trouble: 'away' })
    nowhere.close()
  })
})

import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import type { Instant } from '../../lib/instant.ts'
import type { Found, Rows, Shelf, Write } from '../rows.ts'
import { isKey, spell, spellName, teamOf } from '../spell.ts'
import { dynamoTrouble } from './dynamo-trouble.ts'
import { conditionOf, rangeOf } from './expressions.ts'
import { foundOf, isOver, type Item, itemOf, keyOf } from './item.ts'

export type DynamoOptions = {
  readonly client: DynamoDBClient
  readonly table: string
  readonly now: () => Instant
  /** Marks each write, so that one that AWS was asked for twice is known as ours: at least 64 bits of chance. */
  readonly mark: () => string
}

/** How many calls for many rows are under way at once. */
const AT_ONCE = 32

/**
 * Rows in one DynamoDB table. Every call names its shelf, but for `teams` and `clear`, which read all of it; reads are strongly consistent. AWS
 * takes rows off up to days after their end, so what is over is told by the clock.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export function openDynamoDb({ client, table, now, mark }: DynamoOptions): Rows {
  return {
    get,
    async getMany(shelf, keys) {
      const found: Found[] = []
      await eachAtOnce(new Set(keys), async (key) => {
        const row = await get(shelf, key)
        if (row !== undefined) found.push(row)
      })
      return found
    },
    async list(shelf, range) {
      const rows: Found[] = []
      const query = rangeOf(shelf, range)
      if (query === undefined) return rows
      let start: Record<string, AttributeValue> | undefined
      while (rows.length < range.limit) {
        const Limit = range.limit - rows.length + 1
        const command = { TableName: table, ConsistentRead: true, Limit, ...query }
        const page = await safely(() =>
          client.send(new QueryCommand({ ...command, ...(start && { ExclusiveStartKey: start }) })),
        )
        const standing = (page.Items ?? []).filter((item) => !isOver(item, now())).map(foundOf)
        rows.push(...standing.filter((row) => row[range.by ?? 'key'] !== range.after))
        start = page.LastEvaluatedKey
        if (start === undefined) break
      }
      return rows.slice(0, Math.max(0, range.limit))
    },
    put: write,
    async putMany(shelf, rows) {
      const written = new Set<string>()
      await eachAtOnce(new Map(rows.toReversed().map((row) => [row.key, row])).values(), async (row) => {
        if (await write(shelf, row)) written.add(row.key)
      })
      return written
    },
    async remove(shelf, key, was) {
      const stands = await get(shelf, key)
      if (stands === undefined || (was !== undefined && stands.version !== was)) return false
      const command = { TableName: table, Key: keyOf(shelf, spell(key)), ...conditionOf(was ?? 'stands', now()) }
      const { attempts, held } = await conditionally(() => client.send(new DeleteItemCommand(command)))
      // A later try finds no row: an earlier one, whose reply was lost, may well have removed it.
      return held || (attempts > 1 && (await read(shelf, key)) === undefined)
    },
    async teams() {
      const teams = new Set<string>()
      for await (const item of scan('')) if (!isOver(item, now())) teams.add(teamOf(item.s?.S ?? ''))
      return [...teams]
    },
    async clear(team) {
      const keys: Item[] = []
      for await (const item of scan(`${spellName(team)}/`)) keys.push(item)
      await eachAtOnce(keys, async ({ s, k }) => {
        if (s === undefined || k === undefined) return
        await safely(() => client.send(new DeleteItemCommand({ TableName: table, Key: { s, k } })))
      })
    },
    close() {
      client.destroy()
    },
  }

  /** The keys and ends of all rows of shelves that begin so. Reads the whole table. */
  async function* scan(begins: string): AsyncGenerator<Item> {
    const command = {
      TableName: table,
      ConsistentRead: true,
      ProjectionExpression: '#s, #k, #ttl',
      ExpressionAttributeNames: { '#s': 's', '#k': 'k', '#ttl': 'ttl' },
      ...(begins !== '' && {
        FilterExpression: 'begins_with(#s, :s)',
        ExpressionAttributeValues: { ':s': { S: begins } },
      }),
    }
    let start: Record<string, AttributeValue> | undefined
    do {
      const page = await safely(() =>
        client.send(new ScanCommand({ ...command, ...(start && { ExclusiveStartKey: start }) })),
      )
      yield* page.Items ?? []
      start = page.LastEvaluatedKey
    } while (start !== undefined)
  }

  async function get(shelf: Shelf, key: string): Promise<Found | undefined> {
    const item = await read(shelf, key)
    return item === undefined || isOver(item, now()) ? undefined : foundOf(item)
  }

  async function write(shelf: Shelf, row: Write): Promise<boolean> {
    const marked = mark()
    const Item = itemOf(shelf, row, marked)
    const condition = row.was === undefined ? {} : conditionOf(row.was, now())
    const { attempts, held } = await conditionally(() =>
      client.send(new PutItemCommand({ TableName: table, Item, ...condition })),
    )
    if (held || attempts < 2) return held
    // An earlier try, whose reply was lost, may be what stood in the way of the later one.
    return (await read(shelf, row.key))?.m?.S === marked
  }

  async function read(shelf: Shelf, key: string): Promise<Item | undefined> {
    if (!isKey(key)) return undefined
    const command = { TableName: table, Key: keyOf(shelf, spell(key)), ConsistentRead: true }
    return (await safely(() => client.send(new GetItemCommand(command)))).Item
  }

  /** Whether the condition held, and how often AWS was asked. */
  async function conditionally(send: () => Promise<Replied>): Promise<{ attempts: number; held: boolean }> {
    try {
      return { attempts: (await send()).$metadata.attempts ?? 1, held: true }
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException')
        throw dynamoTrouble(error, table)
      const metadata = '$metadata' in error ? (error.$metadata as Replied['$metadata']) : {}
      return { attempts: metadata.attempts ?? 1, held: false }
    }
  }

  async function safely<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      throw dynamoTrouble(error, table)
    }
  }
}

type Replied = { readonly $metadata: { readonly attempts?: number | undefined } }

/** All have ended when this has, whether one fails or not: nothing goes on behind the caller's back. */
async function eachAtOnce<Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]()
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value)
  })
  for (const end of await Promise.allSettled(workers)) if (end.status === 'rejected') throw end.reason
}

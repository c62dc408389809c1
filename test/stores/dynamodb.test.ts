import { randomUUID } from 'node:crypto'
import { openDynamoDb } from '../../src/stores/dynamodb/open-dynamodb.ts'
import { keepWatches } from '../../src/stores/keep-watches.ts'
import type { Rows } from '../../src/stores/rows.ts'
import { installationsContract } from '../contract/installations.ts'
import { keepingContract } from '../contract/keeping.ts'
import { storeContract, type StoreUnderTest } from '../contract/store.ts'
import { watchStoreContract } from '../contract/watch-store.ts'
import { startDynamo } from './start-dynamo.ts'

const dynamodb: StoreUnderTest = {
  survives: true,
  runs: 15,
  async make(now) {
    const dynamo = await startDynamo('whodid')
    const opened: Rows[] = []
    return {
      open() {
        const rows = openDynamoDb({ client: dynamo.client(), table: 'whodid', now, mark: () => randomUUID() })
        opened.push(rows)
        return rows
      },
      async end() {
        for (const rows of opened) rows.close()
        await dynamo.stop()
      },
    }
  },
}

storeContract('DynamoDB', dynamodb)
keepingContract('DynamoDB', dynamodb)
installationsContract('DynamoDB', dynamodb)
watchStoreContract('DynamoDB', {
  runs: 8,
  async make(now) {
    const opening = await dynamodb.make(now)
    return { open: () => keepWatches(opening.open(), now), end: () => opening.end() }
  },
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepWatches } from '../../src/stores/keep-watches.ts'
import type { Rows } from '../../src/stores/rows.ts'
import { openSqlite } from '../../src/stores/sqlite/open-sqlite.ts'
import { installationsContract } from '../contract/installations.ts'
import { keepingContract } from '../contract/keeping.ts'
import { storeContract, type StoreUnderTest } from '../contract/store.ts'
import { watchStoreContract } from '../contract/watch-store.ts'

const sqlite: StoreUnderTest = {
  survives: true,
  runs: 60,
  async make(now) {
    const folder = mkdtempSync(join(tmpdir(), 'whodid-store-'))
    const opened = new Set<Rows>()
    return {
      open() {
        const rows = openSqlite({ file: join(folder, 'whodid.db'), now })
        opened.add(rows)
        return { ...rows, close: () => opened.delete(rows) && rows.close() }
      },
      async end() {
        for (const rows of opened) rows.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
}

storeContract('SQLite', sqlite)
keepingContract('SQLite', sqlite)
installationsContract('SQLite', sqlite)
watchStoreContract('SQLite', {
  runs: 20,
  async make(now) {
    const opening = await sqlite.make(now)
    return { open: () => keepWatches(opening.open(), now), end: () => opening.end() }
  },
})

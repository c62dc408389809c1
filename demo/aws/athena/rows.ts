import { open } from 'node:fs/promises'
import type { Entry } from '../history.ts'
import type { FakeTable } from '../options.ts'
import { shape } from './hive-type.ts'
import { addBytes, isProjected, type Partition, partitionOf } from './partitions.ts'
import type { TableDefinition } from './read-ddl.ts'

/** Events as rows of the table, each with the moment of its delivery; their bytes are counted in their partitions. */
export function* rowsOf(
  definition: TableDefinition,
  table: FakeTable,
  delay: number,
  entries: readonly Entry[],
  partitions: Map<string, Partition>,
): Generator<object> {
  for (const entry of entries) {
    if (entry.isData && table.dataEvents !== true) continue
    const delivered = entry.at + Math.floor((delay * (50 + (entry.order % 101))) / 100)
    const values = partitionOf(definition, entry, delivered)
    if (!isProjected(definition, values)) continue
    addBytes(partitions, values, entry.text().length)
    const known = new Map(Object.entries(entry.fields).map(([key, value]) => [key.toLowerCase(), value]))
    const row: { [column: string]: unknown } = { __at: delivered, ...values }
    for (const { name, type } of definition.columns) row[name] = shape(known.get(name), type)
    yield row
  }
}

export async function writeRows(path: string, rows: Iterable<object>): Promise<void> {
  const file = await open(path, 'w')
  let lines: string[] = []
  for (const row of rows) {
    lines.push(JSON.stringify(row))
    if (lines.length < 1_000) continue
    await file.write(`${lines.join('\n')}\n`)
    lines = []
  }
  await file.write(lines.length === 0 ? '' : `${lines.join('\n')}\n`)
  await file.close()
}

import { expect, it } from 'vitest'
import type { Log } from '../../src/lib/log.ts'

it('a message of the log is fixed: one that is put together while the bot runs does not compile', () => {
  const lines: string[] = []
  const write = (_: object, message: string) => void lines.push(message)
  const log: Log = { debug: write, info: write, warn: write, error: write }
  const key: string = 'command:1'
  const isDone = key.length > 0

  log.info({ key }, 'job done')
  log.info({ key }, isDone ? 'job done' : 'job failed')
  // @ts-expect-error -- a value in a message
  log.info({ key }, `job ${key} done`)
  // @ts-expect-error -- the same
  log.info({ key }, 'job ' + key)
  // @ts-expect-error -- a text from elsewhere
  log.info({ key }, key)

  expect(lines).toEqual(['job done', 'job done', 'job command:1 done', 'job command:1', 'command:1'])
})

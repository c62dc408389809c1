import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const LOG = new URL('../../src/config/log.ts', import.meta.url).href

/** Logs and ends once its input does: whoever reads the log is gone by then. */
const PROCESS = `
import { makeLog } from ${JSON.stringify(LOG)}
const log = makeLog({ level: 'info', secrets: [] })
log.info({}, 'begun')
process.stdin.resume().on('end', () => {
  log.info({}, 'stopping')
  log.info({}, 'stopped')
  process.exit(7)
})
`

test('a process whose log nobody reads any more ends all the same, when it is told to', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROCESS], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  const [first] = (await once(child.stdout, 'data')) as [Buffer]
  expect(first.toString()).toContain('begun')

  child.stdout.destroy()
  await once(child.stdout, 'close')
  child.stdin.end()

  expect(await once(child, 'exit')).toEqual([7, null])
})

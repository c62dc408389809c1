import { expect, it } from 'vitest'
import { makeLineLog } from '../../src/config/line-log.ts'
import { instant } from '../../src/lib/instant.ts'

it('writes lines of JSON, without secrets: those it learns later, and those that look like any', () => {
  const secrets: string[] = []
  const lines: string[] = []
  const log = makeLineLog({
    secrets: () => secrets,
    now: () => instant(Date.UTC(2026, 10, 23)),
    write: (line) => lines.push(line),
  })
  secrets.push('fake-signing-secret')
  log.debug({}, 'not told')
  log.info({ key: 'command:1', token: 'hidden' }, 'taken')
  log.error({ err: new Error('no fake-signing-secret, no xoxb-1-fake, "quoted"') }, 'failed')

  const [taken, failed] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(taken).toEqual({
    level: 'info',
    time: '2026-11-23T00:00:00.000Z',
    key: 'command:1',
    token: '[redacted]',
    msg: 'taken',
  })
  expect(failed).toMatchObject({ level: 'error', msg: 'failed', err: { type: 'Error' } })
  expect(lines).toHaveLength(2)
  expect(lines.join('')).not.toMatch(/signing|xoxb|hidden/)
})

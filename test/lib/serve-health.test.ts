import { afterEach, expect, it } from 'vitest'
import type { OpenServer } from '../../src/lib/open-server.ts'
import { serveHealth } from '../../src/lib/serve-health.ts'

let health: OpenServer | undefined
afterEach(() => health?.stop())

it.each([
  ['/health', 'GET', async () => ['slack'], 200, { ok: true }],
  ['/ready', 'GET', async () => [], 200, { ok: true, missing: [] }],
  ['/ready', 'GET', async () => ['slack'], 503, { ok: false, missing: ['slack'] }],
  ['/ready', 'GET', () => Promise.reject(new Error('AKIA at 10.0.0.1')), 503, { ok: false, missing: ['an answer'] }],
  ['/', 'GET', async () => [], 404, { ok: false }],
  ['/ready', 'POST', async () => [], 405, { ok: false }],
] as const)('%s by %s, case %#', async (path, method, missing, status, said) => {
  health = await serveHealth({ port: 0, host: '127.0.0.1', missing })
  const reply = await fetch(`http://127.0.0.1:${health.port}${path}`, { method })

  expect([reply.status, await reply.json()]).toEqual([status, said])
})

it('rejects where its port is taken', async () => {
  health = await serveHealth({ port: 0, host: '127.0.0.1', missing: async () => [] })

  await expect(serveHealth({ port: health.port, host: '127.0.0.1', missing: async () => [] })).rejects.toThrow(/EADDR/)
})

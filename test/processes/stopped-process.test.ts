import { expect, test } from 'vitest'
import { callBy, startCompany } from './lives.ts'

test('a process that is told to end in the midst of a question leaves it to the next, which goes on with its message', {
  timeout: 60_000,
}, async () => {
  const company = await startCompany({ settings: () => ({ file: './whodid.db' }) }, { limits: { stopSeconds: 0 } })
  company.happens(callBy('Alice', 'RunInstances'))
  const first = company.live()
  await first.ready()
  company.asks('user:Alice 6h')
  company.asks('user:Alice 5h')
  company.asks('user:Alice 4h')
  await company.comes(() => first.log().includes('"outcome":"started"'), 10_000)
  first.kill('SIGTERM')

  expect(await first.ended).toBe('0')
  expect(first.log()).toContain('jobs are left to whoever comes next')
  expect(first.log()).not.toMatch(/"level":"error"/)
  expect(company.whispers().join('\n')).toMatch(
    /I am being restarted, and go on with this when I am back[^]*To ask it again/,
  )

  const second = company.live()
  const roots = () => company.channel().filter(({ isRoot, text }) => isRoot && text.includes('What the user Alice did'))
  const isWhole = () => roots().length === 3 && roots().every(({ text }) => !/being restarted|Looking in/.test(text))
  await company.comes(() => isWhole() && company.channel().length >= 12, 20_000)
  expect(roots().map(({ text }) => text)).toEqual(Array(3).fill(expect.stringContaining('1 event: 1 change')))
  second.kill('SIGTERM')
  expect(await second.ended).toBe('0')
  const keys = company.channel().map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(company.channel().filter(({ isRoot }) => !isRoot).length).toBeGreaterThan(2)
  expect(company.slack.problems).toEqual([])
  await company.close()
})

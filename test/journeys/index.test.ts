import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startDemo } from '../../demo/start-demo.ts'
import { quickClock } from './quick-clock.ts'

it('the bot keeps an index in the background where the settings allow one, and answers the same', async () => {
  const index = await mkdtemp(join(tmpdir(), 'whodid-index-'))
  let kept: () => void
  const indexed = new Promise<void>((resolve) => (kept = resolve))
  const demo = await startDemo({
    days: 1,
    clock: quickClock(),
    index,
    onLog: (_level, _data, message) => message === 'indexes are up to date' && kept(),
  })
  try {
    await demo.slack.as('@bob').command('/whodid', 'Alice 20h')
    await demo.idle()
    await indexed
    await demo.slack.as('@bob').command('/whodid', 'Alice 20h')
    await demo.idle()

    const counts = demo.slack.state.messages.map(({ text }) => /^\d+ events.*$/m.exec(text)?.[0]).filter(Boolean)
    expect(counts).toHaveLength(2)
    expect(counts[0]).toBe(counts[1])
    expect(await readdir(index)).not.toEqual([])
  } finally {
    await demo.stop()
    await rm(index, { recursive: true, force: true })
  }
})

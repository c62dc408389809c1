import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { makeAsk } from '../../src/cli/ask-in-terminal.ts'

it('lines that were typed, or pasted all at once, answer one question each; after the end there is no answer', async () => {
  const input = new PassThrough()
  const output = new PassThrough()
  const terminal = makeAsk(input, output)
  const first = terminal.ask('One? ')
  input.write('eins\nzwei\n\n')
  expect(await first).toBe('eins')
  expect([await terminal.ask('Two? '), await terminal.ask('Three? ')]).toEqual(['zwei', ''])
  const last = terminal.ask('Four? ')
  input.end()

  expect(await last).toBeUndefined()
  expect(await terminal.ask('Five? ')).toBeUndefined()
  expect(String(output.read())).toContain('One? ')
  terminal.close()
})

import { createInterface } from 'node:readline'

/** Asks in a terminal, one question at a time; undefined once the input has ended. Lines that came early are kept. */
export function makeAsk(input: NodeJS.ReadableStream, output: NodeJS.WritableStream) {
  const lines = createInterface({ input, output })
  const early: string[] = []
  let waiting: ((line: string | undefined) => void) | undefined
  let ended = false
  lines.on('line', (line) => {
    if (waiting === undefined) early.push(line)
    else answer(line)
  })
  lines.on('close', () => {
    ended = true
    answer(undefined)
  })
  return {
    async ask(question: string): Promise<string | undefined> {
      output.write(question)
      const before = early.shift()
      if (before !== undefined || ended) return before
      return new Promise((resolve) => (waiting = resolve))
    },
    close: () => lines.close(),
  }

  /** Several lines may come at once: only the first of them is an answer to what was asked. */
  function answer(line: string | undefined): void {
    const resolve = waiting
    waiting = undefined
    resolve?.(line)
  }
}

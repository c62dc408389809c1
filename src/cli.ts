#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Half of a short question's time would go into reading our own sources. The variable is for the threads.
const cache = fileURLToPath(new URL('../node_modules/.cache/whodid', import.meta.url))
enableCompileCache(cache)
process.env.NODE_COMPILE_CACHE = cache
const { EXIT, main } = await import('./cli/main.ts')

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
// `whodid … --ids | head` closes our output early: that is no failure.
process.stdout.on('error', () => process.exit(EXIT.answered))

let asking: ReturnType<typeof import('./cli/ask-in-terminal.ts').makeAsk> | undefined
async function ask(question: string): Promise<string | undefined> {
  asking ??= (await import('./cli/ask-in-terminal.ts')).makeAsk(process.stdin, process.stdout)
  return asking.ask(question)
}

try {
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stdout.isTTY,
    showsProgress: process.stderr.isTTY,
    noColour: process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '',
    width: process.stdout.columns ?? 100,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: Date.now,
    signal: stop.signal,
    ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
  })
} catch (error) {
  process.stderr.write(`whodid failed: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = EXIT.failed
} finally {
  asking?.close()
}

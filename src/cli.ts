#!/usr/bin/env node
import { EXIT, main } from './cli/main.ts'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
// `whodid … --ids | head` closes our output early: that is no failure.
process.stdout.on('error', () => process.exit(EXIT.answered))

try {
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stdout.isTTY === true,
    showsProgress: process.stderr.isTTY === true,
    noColour: process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '',
    width: process.stdout.columns ?? 100,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: Date.now,
    signal: stop.signal,
  })
} catch (error) {
  process.stderr.write(`whodid failed: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = EXIT.failed
}

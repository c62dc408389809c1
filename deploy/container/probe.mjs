import process from 'node:process'

/** Asks the address that is given how the bot is: ends with 0 where it says that it is well. */
const reply = await fetch(process.argv[2], { signal: AbortSignal.timeout(4_000) }).catch(() => undefined)
process.exit(reply?.ok === true ? 0 : 1)

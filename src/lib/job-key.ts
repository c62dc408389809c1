import { AsyncLocalStorage } from 'node:async_hooks'

const keys = new AsyncLocalStorage<string>()

/** Does work under a key: every line that is logged on its behalf has it, however deep down. */
export function underKey<T>(key: string, work: () => T): T {
  return keys.run(key, work)
}

/** The key of the work under way; undefined where there is none. */
export function currentKey(): string | undefined {
  return keys.getStore()
}

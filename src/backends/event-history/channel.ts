/** Lets work that goes on at once hand its results to one reader, in the order in which they come. */
export type Channel<T> = {
  push(item: T): void
  /** No more is coming; with an error, the reader gets it after what was pushed before. */
  end(error?: unknown): void
  read(): AsyncGenerator<T>
}

export function makeChannel<T>(): Channel<T> {
  const items: T[] = []
  let ended: { readonly error: unknown } | undefined
  let wake = Promise.withResolvers<void>()
  return {
    push(item) {
      items.push(item)
      wake.resolve()
    },
    end(error) {
      ended = { error }
      wake.resolve()
    },
    async *read() {
      for (;;) {
        const item = items.shift()
        if (item !== undefined) {
          yield item
          continue
        }
        if (ended !== undefined) {
          if (ended.error !== undefined) throw ended.error
          return
        }
        await wake.promise
        wake = Promise.withResolvers<void>()
      }
    },
  }
}

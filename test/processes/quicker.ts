const wall = Date.now.bind(Date)

/** A clock that went with the one on the wall until `from`, and so many times as fast since. */
export function quicker(from: number, times: number): () => number {
  return () => Math.round(from + (wall() - from) * times)
}

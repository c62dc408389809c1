/** Does something once for as long as the container lives; where it failed, the next who asks tries again. */
export function onceWell<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let begun: Promise<Result> | undefined
  return () => {
    const mine = (begun ??= work())
    mine.catch(() => {
      if (begun === mine) begun = undefined
    })
    return mine
  }
}

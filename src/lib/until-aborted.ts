/**
 * What some work comes to, or undefined where the signal is aborted first; the work itself goes on. Nothing is left on the
 * signal afterwards. `Promise.race` with a promise that outlives the work holds on to every race ever run with it, so a loop
 * that goes round as long as the process does would fill its memory. https://github.com/nodejs/node/issues/17469
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>()
  const onAbort = () => resolve(undefined)
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

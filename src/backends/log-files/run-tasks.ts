import type { Chunk } from './scan-task.ts'
import type { ThreadPool } from './thread-pool.ts'

export type TaskResult<Task> = { readonly task: Task } & (
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'failed'; readonly error: Error }
)

/**
 * Runs tasks on the pool and gives their chunks as they come, in no set order. At most `width` tasks are under way, and a
 * thread with more to tell waits until its last chunk was taken: so memory is bounded however slow the taker. Ends
 * early, leaving what is under way, when the signal aborts or the taker goes away.
 */
export async function* runTasks<Task>(
  pool: ThreadPool<Task>,
  tasks: readonly Task[],
  width: number,
  signal: AbortSignal,
): AsyncGenerator<TaskResult<Task>> {
  const ready: (TaskResult<Task> & { readonly taken: () => void })[] = []
  const underWay = new Set<() => void>()
  let next = 0
  let wake: () => void = () => {}
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)

  function startSome(): void {
    for (let task = tasks[next]; task !== undefined && underWay.size < width; task = tasks[++next]) start(task)
  }

  function start(task: Task): void {
    const abandon = pool.run(
      task,
      (chunk, go) => {
        ready.push({ kind: 'chunk', task, chunk, taken: () => (chunk.last ? end() : go(true)) })
        wake()
      },
      (error) => {
        ready.push({ kind: 'failed', task, error, taken: end })
        wake()
      },
    )
    underWay.add(abandon)
    function end(): void {
      underWay.delete(abandon)
      startSome()
    }
  }

  try {
    startSome()
    while (!signal.aborted && underWay.size > 0) {
      const result = ready.shift()
      if (result === undefined) {
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      yield result
      result.taken()
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    for (const abandon of underWay) abandon()
  }
}

import { Worker } from 'node:worker_threads'
import type { Chunk, FromThread, ToThread } from './scan-task.ts'

/** Takes a chunk; the thread goes on with the task once `go` is called, or leaves it with `go(false)`. */
export type OnChunk = (chunk: Chunk, go: (on: boolean) => void) => void

export type ThreadPool<Task> = {
  /** Starts the threads, so that they load while files are being listed. */
  warm(): void
  /** Queues a task. Returns a function that gives it up: a task that has begun ends with its next chunk. */
  run(task: Task, onChunk: OnChunk, onFailure: (error: Error) => void): () => void
  close(): Promise<void>
}

type Waiting<Task> = {
  readonly task: Task
  readonly onChunk: OnChunk
  readonly onFailure: (error: Error) => void
  abandoned: boolean
  /** Set while its thread waits to be told whether to go on. */
  go: ((on: boolean) => void) | undefined
}

type Thread<Task> = { readonly worker: Worker; current: Waiting<Task> | undefined }

/** A thread that runs out of memory ends alone, and is replaced. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 }

/** Threads that are kept between searches, and don't keep the process alive while they have nothing to do. */
export function makeThreadPool<Task>(size: number, module: URL): ThreadPool<Task> {
  const threads = new Set<Thread<Task>>()
  const queue: Waiting<Task>[] = []
  let lastId = 0

  function start(): Thread<Task> {
    const worker = new Worker(module, {
      resourceLimits: RESOURCE_LIMITS,
      execArgv: [],
      stdin: false,
    })
    const thread: Thread<Task> = { worker, current: undefined }
    worker.unref()
    worker.on('message', ({ id, chunk }: FromThread) => receive(thread, id, chunk))
    worker.on('error', (error) => fail(thread, error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => fail(thread, new Error('the thread ended')))
    threads.add(thread)
    return thread
  }

  function receive(thread: Thread<Task>, id: number, chunk: Chunk): void {
    const waiting = thread.current
    if (waiting === undefined) return
    const go = (on: boolean) => {
      if (waiting.go !== go) return
      waiting.go = undefined
      send(thread, { kind: 'go', id, on })
      if (!on) free(thread)
    }
    if (chunk.last) free(thread)
    else waiting.go = go
    if (waiting.abandoned) go(false)
    else waiting.onChunk(chunk, go)
  }

  function free(thread: Thread<Task>): void {
    thread.current = undefined
    thread.worker.unref()
    assign()
  }

  function fail(thread: Thread<Task>, error: Error): void {
    if (!threads.delete(thread)) return
    const waiting = thread.current
    if (waiting !== undefined && !waiting.abandoned) waiting.onFailure(error)
    assign()
  }

  function assign(): void {
    while (queue.length > 0) {
      const idle = [...threads].find((thread) => thread.current === undefined)
      const thread = idle ?? (threads.size < size ? start() : undefined)
      if (thread === undefined) return
      const waiting = queue.shift()
      if (waiting === undefined || waiting.abandoned) continue
      thread.current = waiting
      thread.worker.ref()
      send(thread, { kind: 'task', id: ++lastId, task: waiting.task })
    }
  }

  function send(thread: Thread<Task>, message: ToThread<Task>): void {
    thread.worker.postMessage(message, [])
  }

  return {
    warm() {
      while (threads.size < size) start()
    },
    run(task, onChunk, onFailure) {
      const waiting: Waiting<Task> = { task, onChunk, onFailure, abandoned: false, go: undefined }
      queue.push(waiting)
      assign()
      return () => {
        waiting.abandoned = true
        waiting.go?.(false)
      }
    },
    async close() {
      queue.length = 0
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }
}

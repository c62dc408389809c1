import { parentPort } from 'node:worker_threads'
import type { Chunk, FromThread, ToThread } from './scan-task.ts'

/** A thread's side of the pool: one task at a time, and after each chunk but the last it waits to be told to go on. */
export function serveTasks(run: (task: unknown) => AsyncIterable<Chunk>): void {
  if (parentPort === null) throw new Error('this file runs in a worker thread only')
  const port = parentPort
  let goOn: ((on: boolean) => void) | undefined

  port.on('message', (message: ToThread<unknown>) => {
    if (message.kind === 'go') goOn?.(message.on)
    else void serve(message.id, message.task)
  })

  async function serve(id: number, task: unknown): Promise<void> {
    try {
      for await (const chunk of run(task)) {
        const told = new Promise<boolean>((resolve) => {
          goOn = resolve
        })
        const message: FromThread = { id, chunk }
        port.postMessage(message, [chunk.bytes.buffer as ArrayBuffer, chunk.ends.buffer as ArrayBuffer])
        if (chunk.last || !(await told)) return
      }
    } catch (error) {
      // A defect: ends the thread, and the pool tells it of every file of the task.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}

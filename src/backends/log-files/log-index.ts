import { realpathSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Built, BuildTask } from './index-build.ts'
import { conditionsFor } from './index-conditions.ts'
import { indexFolder } from './index-part.ts'
import type { IndexTask } from './index-task.ts'
import type { LogFile } from './list-logs.ts'
import type { Limits } from './read-log.ts'
import { runTasks, type TaskResult } from './run-tasks.ts'
import type { Wanted } from './scan-log.ts'
import { makeThreadPool } from './thread-pool.ts'

export type LogIndex = {
  /** Brings the index up to date, in a thread of its own. What is there already stays; one build at a time. */
  build(signal: AbortSignal): Promise<Built>
  /** What the index knows of these files; undefined where it can't narrow the question down. */
  search(
    files: readonly LogFile[],
    wanted: Wanted,
    signal: AbortSignal,
  ): AsyncIterable<TaskResult<IndexTask>> | undefined
  close(): Promise<void>
}

/**
 * An index beside the logs: columns of each event's identity and call, and its record, in Parquet files below `dir`. Never trusted over
 * the logs: what it doesn't cover as it is now is read from the files.
 */
export function makeLogIndex(dir: string, root: string, limits: Limits): LogIndex {
  const pool = makeThreadPool<IndexTask>(1, new URL('./index-thread.ts', import.meta.url))
  let building: Promise<Built> | undefined

  function folder(): { readonly dir: string; readonly root: string } {
    const real = realpathSync(Buffer.from(root, 'latin1'), { encoding: 'latin1' })
    return { dir: indexFolder(dir, real), root: real }
  }

  return {
    build(signal) {
      building ??= buildInThread({ ...folder(), limits }, signal).finally(() => (building = undefined))
      return building
    },
    search(files, wanted, signal) {
      const conditions = conditionsFor(wanted.terms)
      if (conditions === undefined || files.length === 0) return undefined
      const task = { ...folder(), paths: files.map(({ path }) => path), conditions, wanted }
      return runTasks(pool, [task], 1, signal)
    },
    close: () => pool.close(),
  }
}

/** A part in the making takes some sixty megabytes of it. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 }

function buildInThread(task: BuildTask, signal: AbortSignal): Promise<Built> {
  const worker = new Worker(new URL('./index-build-thread.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: RESOURCE_LIMITS,
  })
  const stop = () => worker.postMessage('stop', [])
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  return new Promise<Built>((resolve, reject) => {
    worker.on('message', resolve)
    worker.on('error', (cause) => reject(new Error('the index could not be built', { cause })))
    worker.on('exit', () => reject(new Error('the thread that builds the index ended early')))
  }).finally(() => signal.removeEventListener('abort', stop))
}

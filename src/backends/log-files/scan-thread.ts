import { runTask } from './run-task.ts'
import type { ScanTask } from './scan-task.ts'
import { serveTasks } from './serve-tasks.ts'

/** The threads that read log files. */
serveTasks((task) => runTask(task as ScanTask))

import { runTask } from './run-task.ts'
import { serveTasks } from './serve-tasks.ts'

/** The threads that read log files. */
serveTasks(runTask)

import { runIndexTask } from './index-task.ts'
import { serveTasks } from './serve-tasks.ts'

/** The thread that asks the index. */
serveTasks(runIndexTask)

import { type IndexTask, runIndexTask } from './index-task.ts'
import { serveTasks } from './serve-tasks.ts'

/** The thread that asks the index. */
serveTasks((task) => runIndexTask(task as IndexTask))

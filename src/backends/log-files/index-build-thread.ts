import { parentPort, workerData } from 'node:worker_threads'
import { buildIndex, type BuildTask } from './index-build.ts'

/** A thread that builds the index once. Any message stops it: parts that are written stay, and the next build goes on from there. */
let goesOn = true
parentPort?.once('message', () => (goesOn = false))
const built = await buildIndex(workerData as BuildTask, () => goesOn)
parentPort?.postMessage(built, [])
parentPort?.close()

import type { Job } from '../../src/job/job.ts'

/** What was typed; a job that isn't made of words fails the test. */
export function wordsOf(job: Job | undefined): string {
  if (job?.kind !== 'ask') throw new Error(`a question was expected, not ${job?.kind ?? 'nothing'}`)
  return job.words
}

import { FEW_JOBS, measureJobMemory } from '../bench/job-memory.ts'

/** Fewer jobs than `npm run bench -- --only jobs` does, so that it takes a minute or two. */
export async function measureJobs(): Promise<{ readonly figure: string; readonly met: boolean }> {
  const { bytesAJob, left, after, isFlat } = await measureJobMemory(FEW_JOBS)
  const open = left.length === 0 ? 'nothing left open' : `left open: ${left.join(', ')}`
  const failed = after.failed === 0 ? '' : `, ${after.failed} failed`
  return { figure: `${(bytesAJob / 1024).toFixed(2)} KB over ${FEW_JOBS.jobs} jobs, ${open}${failed}`, met: isFlat }
}

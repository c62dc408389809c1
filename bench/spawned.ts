import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Measured, Work } from './contestant.ts'

/** Runs a piece of our own work in a new process. */
export async function contestant(work: Work): Promise<Measured> {
  const script = fileURLToPath(new URL('./contestant.ts', import.meta.url))
  const { out } = await spawned(process.execPath, [script, JSON.stringify(work)])
  return JSON.parse(out) as Measured
}

/** The whole command line, from its start to its end, in milliseconds; and how many lines it told. */
export async function commandLine(args: readonly string[]): Promise<{ readonly lines: number; readonly ms: number }> {
  const { out, ms } = await spawned(process.execPath, [CLI, ...args])
  return { lines: out.split('\n').filter((line) => line !== '').length, ms }
}

/** The same with the most memory that the process had, threads and all; and how many events its answer counts. */
export async function answered(
  args: readonly string[],
): Promise<{ readonly count: number; readonly ms: number; readonly peakMb: number }> {
  const note = join(mkdtempSync(join(tmpdir(), 'whodid-peak-')), 'peak')
  const teller = `data:text/javascript,import { writeFileSync } from 'node:fs';process.on('exit', () =>
    writeFileSync(${JSON.stringify(note)}, String(process.resourceUsage().maxRSS)))`
  try {
    const { out, ms } = await spawned(process.execPath, ['--import', teller, CLI, ...args, '--json'])
    const { headline } = JSON.parse(out) as { readonly headline: { readonly events: number } }
    return { count: headline.events, ms, peakMb: Number(readFileSync(note, 'utf8')) / 1024 }
  } finally {
    rmSync(dirname(note), { recursive: true, force: true })
  }
}

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

/** A command of the system, for comparison. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Ends with an error where the command fails. */
export async function spawned(
  command: string,
  args: readonly string[],
  fine: readonly number[] = [0],
): Promise<{ readonly out: string; readonly ms: number }> {
  const begun = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
  if (code === null || !fine.includes(code)) throw new Error(`${command} ended with ${String(code)}`)
  return { out, ms: performance.now() - begun }
}

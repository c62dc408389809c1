import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measured, Work } from './contestant.ts'

/** Runs a piece of our own work in a new process. */
export async function contestant(work: Work): Promise<Measured> {
  const script = fileURLToPath(new URL('./contestant.ts', import.meta.url))
  const { out } = await spawned(process.execPath, [script, JSON.stringify(work)])
  return JSON.parse(out) as Measured
}

/** The whole command line, from its start to its end, in milliseconds; and how many ids it told. */
export async function commandLine(args: readonly string[]): Promise<{ readonly ids: number; readonly ms: number }> {
  const script = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
  const { out, ms } = await spawned(process.execPath, [script, ...args])
  return { ids: out.split('\n').filter((line) => line !== '').length, ms }
}

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

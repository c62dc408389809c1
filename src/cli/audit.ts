import { createReadStream } from 'node:fs'
import { type ChainChecked, makeChainCheck } from '../stores/audit-chain.ts'

const USAGE = `whodid audit verify FILE…      whether lines of the audit were changed or taken out

Several files that were one once: the oldest first. Exits with 0 where all is whole, with 1 where it is not.
`

/** `whodid audit verify FILE…`: names the first line that does not follow from those before it. Gives the exit code. */
export async function audit(
  args: readonly string[],
  { out, err }: { readonly out: (text: string) => void; readonly err: (text: string) => void },
): Promise<number> {
  const [verb, ...files] = args
  if (verb !== 'verify' || files.length === 0) {
    err(USAGE)
    return 2
  }
  const check = makeChainCheck()
  const starts: { readonly file: string; readonly line: number }[] = []
  let lines = 0
  for (const file of files) {
    starts.push({ file, line: lines })
    try {
      for await (const { text, isWhole } of linesOf(file)) {
        check.line(text, isWhole)
        lines += 1
      }
    } catch (error) {
      err(`${file} could not be read: ${error instanceof Error ? error.message : String(error)}\n`)
      return 1
    }
  }
  const checked = check.done()
  const where = (line: number) => {
    const start = starts.findLast((each) => each.line < line)
    return `${start?.file ?? ''}, line ${line - (start?.line ?? 0)}`
  }
  if (checked.broken !== undefined) {
    err(`Broken at ${where(checked.broken.line)}: ${checked.broken.why}.\nWhat comes before it is whole.\n`)
    return 1
  }
  out(`${said(checked, where).join('\n')}\n`)
  return 0
}

function said(
  { records, chains, torn, tornEnd, unchained, continues, hash }: ChainChecked,
  where: (line: number) => string,
): readonly string[] {
  return [
    `Whole: ${count(records, 'record')} in ${count(chains, 'chain')}, none changed, and none missing in between.`,
    ...(unchained > 0 ? [`The first ${count(unchained, 'record')} are of a version that chained none.`] : []),
    ...(continues ? ['What was before the first record is in none of these files.'] : []),
    ...torn.map((line) => `Unfinished after a crash: ${where(line)}. The next record says that it found it so.`),
    ...(tornEnd
      ? ['The last line is unfinished: a crash, or it was cut. The next record will say which it found.']
      : []),
    ...(hash === undefined ? [] : [`The last line: sha-256 ${hash}`]),
    'Whether lines were cut off at the end can only be told by whoever noted that of an earlier day.',
  ]
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`
}

/** Of a file of any size, byte by byte as they are, with whether each ended with a line break. */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: Uint8Array; readonly isWhole: boolean }> {
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(LINE_BREAK); at >= 0; at = chunk.indexOf(LINE_BREAK, from)) {
      yield { text: Buffer.concat([rest, chunk.subarray(from, at)]), isWhole: true }
      rest = Buffer.alloc(0)
      from = at + 1
    }
    rest = Buffer.concat([rest, chunk.subarray(from)])
  }
  if (rest.length > 0) yield { text: rest, isWhole: false }
}

const LINE_BREAK = 10

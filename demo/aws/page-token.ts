import { createHash } from 'node:crypto'

type Position = { readonly page: number; readonly at: number; readonly order: number }

/** A token that is worth something only together with the parameters that it was made for, in the same place. */
export function makeToken(bound: unknown, position: Position): string {
  const body = Buffer.from(JSON.stringify(position)).toString('base64url')
  return `${body}.${seal(bound, body)}`
}

/** Where the token says to go on; undefined where it was not made for these parameters, or not by us. */
export function readToken(bound: unknown, token: string): Position | undefined {
  const [body = '', mark] = token.split('.')
  if (mark !== seal(bound, body)) return undefined
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Position
}

/** Which page a request is for, whether or not its token is good: for faults. */
export function pageOf(token: unknown): number {
  if (typeof token !== 'string') return 1
  try {
    return (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Position).page
  } catch {
    return 1
  }
}

function seal(bound: unknown, body: string): string {
  return createHash('sha256')
    .update(`${JSON.stringify(bound)}\n${body}`)
    .digest('base64url')
    .slice(0, 24)
}

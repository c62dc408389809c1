import type { Json } from './record.ts'

/** One question and its answer between Slack and the bot, without tokens. */
export type Exchange = {
  readonly number: number
  readonly at: number
  readonly direction: 'to-bot' | 'from-bot'
  /** A Web API method, `response_url`, `upload`, or what was delivered: `command`, `event`, `interactive`, `options`. */
  readonly name: string
  request: Json
  response?: unknown
  status?: number | 'acked' | 'timeout' | 'unreachable' | 'lost'
  /** How long the answer took. */
  ms?: number
  /** The envelope it travelled in, over Socket Mode. */
  envelope?: string
  /** The Socket Mode connection it went over. */
  connection?: string
}

/** Something that a bot should never do to the real Slack. */
export type Problem = {
  readonly kind:
    | 'unknown-method'
    | 'rate-limited'
    | 'invalid-payload'
    | 'missing-text'
    | 'double-ack'
    | 'late-ack'
    | 'bad-token'
    | 'missing-scope'
    | 'pings'
    | 'bad-argument'
  readonly detail: string
  readonly at: number
}

export type ExchangeLog = {
  readonly exchanges: readonly Exchange[]
  readonly problems: readonly Problem[]
  begin(exchange: Omit<Exchange, 'number' | 'at'>): Exchange
  end(exchange: Exchange, result: Partial<Pick<Exchange, 'response' | 'status'>>): void
  problem(kind: Problem['kind'], detail: string): void
}

export function makeExchangeLog(
  now: () => number,
  changed: (change: { readonly kind: 'exchange' | 'problem' }) => void,
): ExchangeLog {
  const exchanges: Exchange[] = []
  const problems: Problem[] = []
  return {
    exchanges,
    problems,
    begin(exchange) {
      const entry = { ...exchange, number: exchanges.length + 1, at: now() }
      exchanges.push(entry)
      changed({ kind: 'exchange' })
      return entry
    },
    end(exchange, result) {
      Object.assign(exchange, result, { ms: now() - exchange.at })
      changed({ kind: 'exchange' })
    },
    problem(kind, detail) {
      problems.push({ kind, detail, at: now() })
      changed({ kind: 'problem' })
    },
  }
}

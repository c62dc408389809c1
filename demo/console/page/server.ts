import type { Act } from '../act.ts'
import type { Data, Done, News } from '../seen.ts'

const token = new URLSearchParams(location.search).get('token') ?? ''
const headers = { authorization: `Bearer ${token}` }

/** Does something as a person, and says what became of it. */
export async function act(as: string, what: Act): Promise<Done> {
  try {
    const response = await fetch('./api/act', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ as, act: what }),
    })
    return (await response.json()) as Done
  } catch {
    return { kind: 'failed', shown: 'The demo is not running any more. Start it again with npm run demo.' }
  }
}

/** Everything about one exchange between Slack and the bot. */
export async function openExchange(number: number): Promise<Data> {
  const response = await fetch(`./api/exchange/${number}`, { headers })
  return (await response.json()) as Data
}

/** What is in a file. */
export async function fetchFile(as: string, id: string): Promise<Blob> {
  const response = await fetch(`./api/file/${encodeURIComponent(id)}?as=${encodeURIComponent(as)}`, { headers })
  if (!response.ok) throw new Error('This file is not there any more.')
  return await response.blob()
}

/** Follows what changes for a person until `signal` says to stop; comes back where the connection breaks. */
export async function follow(
  as: string,
  signal: AbortSignal,
  told: (news: News, first: boolean) => void,
  live: (is: boolean) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(`./api/feed?as=${encodeURIComponent(as)}`, { headers, signal })
      if (!response.ok || response.body === null) throw new Error(String(response.status))
      let first = true
      for await (const line of linesOf(response.body)) {
        if (!line.startsWith('data: ')) continue
        told(JSON.parse(line.slice('data: '.length)) as News, first)
        if (first) live(true)
        first = false
      }
    } catch {
      // The loop tries again; the page says meanwhile that it is not connected.
    }
    if (signal.aborted) return
    live(false)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** What a message of Slack's shows, so far as it can be read: texts, and instants that it tells in each reader's zone. */
export type MessageTexts = {
  readonly texts: readonly string[]
  /** Epoch seconds of date tokens. */
  readonly dates: readonly number[]
  /** More than is read was left out. */
  readonly cut: boolean
}

const MOST_CHARACTERS = 40_000
const MOST_NODES = 5_000
const DEEPEST = 14

/**
 * The texts of a message: its own, those of blocks (rich text too), fields, attachments and the titles of files. Only what
 * its readers see: the address behind a link's words is left out, for it may say something else than they do.
 */
export function readMessageTexts(message: unknown): MessageTexts {
  const texts: string[] = []
  const dates: number[] = []
  let characters = 0
  let nodes = 0
  let cut = false
  walk(message, 0, undefined)
  return { texts, dates, cut }

  function walk(node: unknown, depth: number, field: string | undefined): void {
    nodes++
    if (nodes > MOST_NODES || depth > DEEPEST) {
      cut = true
      return
    }
    if (typeof node === 'string') {
      if (field !== undefined && SHOWN.has(field)) keep(node)
      return
    }
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) {
      const nodes: readonly unknown[] = node
      if (isRun(nodes)) keepRun(nodes, depth)
      else for (const each of nodes) walk(each, depth + 1, field)
      return
    }
    const isButton = 'type' in node && node.type === 'button'
    for (const [name, value] of Object.entries(node)) {
      if (!(isButton && name === 'value')) walk(value, depth + 1, name)
    }
  }

  /** One line of rich text comes in pieces: `*arn* called *Event*` is one text. */
  function keepRun(run: readonly object[], depth: number): void {
    let line = ''
    for (const piece of run) {
      const { type, text, url, timestamp } = piece as { [field: string]: unknown }
      nodes++
      if (type === 'date' && typeof timestamp === 'number') dates.push(timestamp)
      else if (typeof text === 'string') line += text
      else if (type === 'link' && typeof url === 'string') line += url
      else if (type !== 'user' && type !== 'channel' && type !== 'emoji') walk(piece, depth + 1, undefined)
    }
    keep(line)
  }

  function keep(text: string): void {
    if (text === '' || cut) return
    const room = MOST_CHARACTERS - characters
    if (text.length > room) cut = true
    texts.push(text.slice(0, room))
    characters += text.length
    for (const [, seconds] of text.slice(0, room).matchAll(/<!date\^(\d{9,11})\^/g)) dates.push(Number(seconds))
  }
}

/** The fields of a message whose strings are shown. https://docs.slack.dev/reference/block-kit */
const SHOWN: ReadonlySet<string> = new Set(['text', 'title', 'value', 'pretext', 'footer', 'author_name'])

const LEAVES: ReadonlySet<unknown> = new Set([
  'text',
  'link',
  'user',
  'emoji',
  'channel',
  'date',
  'broadcast',
  'usergroup',
])

function isRun(nodes: readonly unknown[]): nodes is readonly object[] {
  return (
    nodes.length > 0 &&
    nodes.every((node) => {
      if (typeof node !== 'object' || node === null || !('type' in node) || !LEAVES.has(node.type)) return false
      return !('text' in node) || typeof node.text === 'string'
    })
  )
}

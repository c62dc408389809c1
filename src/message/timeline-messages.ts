import type { Answer } from '../answer/answer.ts'
import { isShortEnough, makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { timelineParts } from './parts/timeline.ts'
import type { Part } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'

/** As many lines as are a story on a phone, and fewer where two messages do not hold them. */
const LINES = [45, 35, 25, 16, 10, 6, 3, 2, 1]
const MESSAGES = 2

/** What happened, oldest first, in one message or two; none where there is no story. */
export function timelineMessages(answer: Answer): readonly Message[] {
  if (answer.timeline === undefined) return []
  for (const most of LINES) {
    const pages = pagesOf(timelineParts(answer, most))
    if (pages.length <= MESSAGES && pages.every((page) => isShortEnough(blocksOf(page, 0)))) return pages.map(messageOf)
  }
  return []
}

/** Broken where a hand goes on, or a list is too long for the page. */
function pagesOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]]
  for (const part of parts.flatMap(oneByOne)) {
    const page = pages.at(-1) ?? []
    if (page.length > 0 && !isShortEnough(blocksOf([...page, part], 0))) pages.push([...headingsOf(page), part])
    else page.push(part)
  }
  return pages.map(joinLists)
}

/** Taken from the end of a page, where what they head begins another. */
function headingsOf(page: Part[]): readonly Part[] {
  const last = page.findLastIndex(({ kind }) => kind === 'list')
  return last < 0 ? [] : page.splice(last + 1)
}

function oneByOne(part: Part): readonly Part[] {
  return part.kind === 'list' ? part.lines.map((line) => ({ kind: 'list', lines: [line] })) : [part]
}

function joinLists(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (part.kind === 'list' && last?.kind === 'list')
      joined[joined.length - 1] = { ...last, lines: [...last.lines, ...part.lines] }
    else joined.push(part)
  }
  return joined
}

function messageOf(page: readonly Part[], index: number): Message {
  return makeMessage(blocksOf(page, index))
}

function blocksOf(page: readonly Part[], index: number) {
  return [header(index === 0 ? 'Timeline' : 'Timeline, continued'), richText(page)]
}

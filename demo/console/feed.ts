import type { ServerResponse } from 'node:http'
import type { News, SeenItem } from './seen.ts'
import { whatIsSeen, type House } from './what-is-seen.ts'

/** Changes come in bursts; a page is told of what is left of them. */
const GATHER_MS = 25
const ALIVE_MS = 15_000

/** The pages that are open, each told of what changed for its person. */
export type Feed = {
  /** Opens a page's stream, and tells it everything. */
  open(person: string, response: ServerResponse): void
  /** Something may have changed for anybody. */
  changed(): void
  close(): void
}

export function makeFeed(house: House): Feed {
  const pages = new Map<ServerResponse, { readonly person: string; told: Told }>()
  const { here } = house.memory
  let gathering: NodeJS.Timeout | undefined
  const tellAll = (): void => {
    gathering = undefined
    for (const [response, page] of pages) {
      const { news, told } = newsFor(whatIsSeen(house, page.person), page.told)
      page.told = told
      if (news !== undefined) response.write(`data: ${JSON.stringify(news)}\n\n`)
    }
  }
  const changed = (): void => {
    gathering ??= setTimeout(tellAll, GATHER_MS)
  }
  const alive = setInterval(() => {
    for (const response of pages.keys()) response.write(': here\n\n')
  }, ALIVE_MS)
  return {
    open(person, response) {
      pages.set(response, { person, told: new Map() })
      here.set(person, (here.get(person) ?? 0) + 1)
      response.on('close', () => {
        pages.delete(response)
        here.set(person, (here.get(person) ?? 1) - 1)
        changed()
      })
      changed()
    },
    changed,
    close() {
      clearTimeout(gathering)
      clearInterval(alive)
      for (const response of pages.keys()) response.end()
    },
  }
}

type Told = ReadonlyMap<string, { readonly said: string; readonly item: SeenItem }>

function newsFor(seen: readonly SeenItem[], told: Told): { readonly news: News | undefined; readonly told: Told } {
  const now: Told = new Map(seen.map((item) => [`${item.kind} ${item.id}`, { said: JSON.stringify(item.value), item }]))
  const set = [...now].filter(([key, { said }]) => told.get(key)?.said !== said).map(([, { item }]) => item)
  const gone = [...told].filter(([key]) => !now.has(key)).map(([, { item }]) => ({ kind: item.kind, id: item.id }))
  return { news: set.length + gone.length === 0 ? undefined : { set, gone }, told: now }
}

import type { Totals } from '../find/totals.ts'
import { agentLabel } from './agent-label.ts'
import type { Origins, Tool } from './answer.ts'
import { byCount, compare, countedBy } from './counted.ts'

/** User agents of one tool that are told as they were written. */
const AGENTS = 10
/** User agents that the totals count together. */
const OTHERS = 'user agents that are too many to tell apart'

/** Where the calls came from: addresses, tools, keys. */
export function originsOf(totals: Totals, alias: ReadonlyMap<string, string | undefined>): Origins {
  return {
    addresses: countedBy(totals, 'address', alias),
    tools: toolsOf(totals),
    keys: countedBy(totals, 'key', alias),
  }
}

function toolsOf(totals: Totals): readonly Tool[] {
  const tools = new Map<string, Tool & { readonly all: Map<string, number> }>()
  for (const [agent, count] of totals.by.agent) {
    const label = agentLabel(agent)
    const tool = tools.get(label)
    const all = tool?.all ?? new Map<string, number>()
    all.set(agent, count.events)
    tools.set(label, {
      label,
      events: (tool?.events ?? 0) + count.events,
      writes: (tool?.writes ?? 0) + count.writes,
      denied: (tool?.denied ?? 0) + count.denied,
      first: tool !== undefined && tool.first < count.first ? tool.first : count.first,
      last: tool !== undefined && tool.last > count.last ? tool.last : count.last,
      agents: [],
      all,
    })
  }
  const rest = totals.rest?.agent
  if (rest !== undefined) {
    const { events, writes, denied, first, last } = rest
    tools.set(OTHERS, { label: OTHERS, events, writes, denied, first, last, agents: [], all: new Map() })
  }
  return [...tools.values()]
    .map(({ all, ...tool }) => ({ ...tool, agents: byCount(all).slice(0, AGENTS) }))
    .sort((a, b) => b.events - a.events || compare(a.label, b.label))
}

import type { Telling } from '../../src/watch/watch.ts'
import { BLIND, channelsOf, DELIVERED, FIRSTS } from './killed-world.ts'

/** A message that Slack has. */
export type Landed = { readonly channel: string; readonly key: string; readonly ts: string; readonly telling: Telling }

/** Every event that had to be told by then was told once, each in its channel; how many they are. */
export function checkTold(landed: readonly Landed[], last: number, wrong: string[]): number {
  const times = new Map<string, Set<string>>()
  for (const { channel, key, telling } of landed) {
    if (telling.content.kind === 'notice') continue
    for (const each of telling.content.keys) {
      const of = `${channel} ${each}`
      times.set(of, (times.get(of) ?? new Set()).add(key))
    }
  }
  for (const [of, tellings] of times) if (tellings.size > 1) wrong.push(`${of} was told twice`)
  const due = new Set<string>()
  for (const { event, visibleAt } of DELIVERED) {
    if (visibleAt > last) continue
    for (const channel of channelsOf(event))
      due.add(of(channel, event.actor.name, event.name, event.sharedId ?? event.id))
  }
  const told = new Set([...times.keys()].map((of) => (of.startsWith(FIRSTS) ? sortOf(of) : of)))
  for (const each of due) if (!told.has(each)) wrong.push(`${each} was never told`)
  const firsts = [...times.keys()].filter((of) => of.startsWith(FIRSTS)).map(sortOf)
  if (new Set(firsts).size < firsts.length) wrong.push('a first time was told twice')
  return due.size
}

/** The same message twice only where nobody can look, and then it says so; how many do. */
export function checkPosts(landed: readonly Landed[], wrong: string[]): number {
  let marked = 0
  for (const [at, { channel, key, telling }] of landed.entries()) {
    if (!landed.slice(0, at).some((before) => before.key === key)) continue
    if (telling.perhapsRepeated && channel === BLIND) marked += 1
    else wrong.push(`${key} was posted twice`)
  }
  return marked
}

/** In a channel of first times it is the sort of an event that is told, else the event. */
function of(channel: string, who: string | undefined, name: string, key: string): string {
  return channel === FIRSTS ? `${channel} ${who} ${name}` : `${channel} ${key}`
}

function sortOf(told: string): string {
  const key = told.slice(FIRSTS.length + 1)
  const event = DELIVERED.find((one) => one.event.id === key)?.event
  return of(FIRSTS, event?.actor.name, event?.name ?? '', key)
}

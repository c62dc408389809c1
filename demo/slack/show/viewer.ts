import type { SlackState } from '../state.ts'

/** Whoever looks: names and times are shown to them in their own way. */
export type Viewer = {
  readonly zone: string
  readonly now: number
  nameOf(person: string): string
  channelOf(channel: string): string
}

export function makeViewer(state: SlackState, person: string, now: number): Viewer {
  return {
    zone: state.people.get(person)?.zone ?? 'Etc/UTC',
    now,
    nameOf: (id) => state.people.get(id)?.name ?? id,
    channelOf: (id) => state.channels.get(id)?.name ?? id,
  }
}

import { useEffect, useState } from 'react'
import type { SeenChannel } from '../../seen.ts'
import { useStanding } from '../standing.ts'
import { byTime } from '../talk.ts'

/** Marks a channel as read up to what stands at its end, while somebody looks. */
export function useRead(channel: SeenChannel, atEnd: boolean): void {
  const { act, held } = useStanding()
  const [looking, setLooking] = useState(() => document.visibilityState === 'visible')
  const newest = [...held.message.values()]
    .filter((each) => each.channel === channel.id && each.ephemeral !== true)
    .sort(byTime)
    .at(-1)?.ts
  useEffect(() => {
    const look = (): void => setLooking(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  useEffect(() => {
    if (looking && atEnd && newest !== undefined && newest > channel.read)
      void act({ kind: 'read', channel: channel.id, ts: newest })
  }, [act, looking, atEnd, newest, channel.id, channel.read])
}

import { useEffect, useState } from 'react'
import { useStanding } from '../standing.ts'

const MINUTE = 60_000
const JUMPS = [
  ['5 minutes', 5 * MINUTE],
  ['1 hour', 60 * MINUTE],
  ['1 day', 1_440 * MINUTE],
] as const

/** The workspace's time, and ways to put it forward. */
export function ClockPanel() {
  const { house, now, look, act } = useStanding()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  const said = new Intl.DateTimeFormat('en-GB', { timeZone: look.zone, dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <section className="panel">
      <h3>Clock</h3>
      <p>
        <time className="big-clock">{said.format(now())}</time> <span className="soft">{look.zone}</span>
      </p>
      {house.ahead > 0 && <p className="soft">{sayAhead(house.ahead)} ahead of the real time</p>}
      <p className="soft" role="status">
        {house.newest === undefined
          ? 'No log file has been delivered yet since the start'
          : `Newest event in the log files: ${said.format(house.newest)}`}
      </p>
      {house.jumps && (
        <p className="buttons">
          {JUMPS.map(([name, ms]) => (
            <button key={name} type="button" className="side-button" onClick={() => void act({ kind: 'jump', ms })}>
              + {name}
            </button>
          ))}
        </p>
      )}
    </section>
  )
}

function sayAhead(ms: number): string {
  const minutes = Math.round(ms / MINUTE)
  const parts = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

type Props = {
  /** `2026-11-23`: what is chosen, or where to begin. */
  readonly chosen: string | undefined
  readonly today: string
  readonly onPick: (date: string) => void
  readonly onClose: () => void
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['ArrowUp', -7],
  ['ArrowDown', 7],
])

/** A month of days. Arrows move by days and weeks, Page Up and Page Down by months. */
export function Calendar({ chosen, today, onPick, onClose }: Props): ReactNode {
  const [at, setAt] = useState(chosen ?? today)
  const grid = useRef<HTMLTableElement>(null)
  useEffect(() => {
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [at])
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS.get(event.key)
    if (step !== undefined) setAt(moved(at, step))
    else if (event.key === 'PageUp') setAt(monthsLater(at, -1))
    else if (event.key === 'PageDown') setAt(monthsLater(at, 1))
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="bk-calendar" role="dialog" aria-label="Choose a date" onKeyDown={onKeyDown}>
      <div className="bk-calendar-head">
        <button
          type="button"
          className="bk-icon"
          aria-label="Previous month"
          onClick={() => setAt(monthsLater(at, -1))}
        >
          ‹
        </button>
        <span aria-live="polite">{say(at, { month: 'long', year: 'numeric' })}</span>
        <button type="button" className="bk-icon" aria-label="Next month" onClick={() => setAt(monthsLater(at, 1))}>
          ›
        </button>
      </div>
      <table ref={grid} role="grid">
        <thead>
          <tr>
            {DAYS.map((day) => (
              <th key={day} scope="col" abbr={day}>
                {day.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks(at).map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <td key={date} aria-selected={date === chosen}>
                  <button
                    type="button"
                    tabIndex={date === at ? 0 : -1}
                    className={dayClass(date, at, today, chosen)}
                    aria-label={say(date, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })}
                    aria-current={date === today ? 'date' : undefined}
                    onClick={() => onPick(date)}
                  >
                    {Number(date.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A date in words, whatever the zone. */
export function say(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(Date.parse(date))
}

function weeks(at: string): readonly (readonly string[])[] {
  const first = `${at.slice(0, 8)}01`
  const start = moved(first, -new Date(first).getUTCDay())
  const all = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => moved(start, week * 7 + day)),
  )
  return all.filter((week) => week.some((date) => date.slice(0, 7) === at.slice(0, 7)))
}

function moved(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

function monthsLater(date: string, months: number): string {
  const then = new Date(Date.parse(date))
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + months + 1, 0))
  last.setUTCDate(Math.min(then.getUTCDate(), last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}

function dayClass(date: string, at: string, today: string, chosen: string | undefined): string {
  const names = ['bk-day']
  if (date.slice(0, 7) !== at.slice(0, 7)) names.push('bk-day-other')
  if (date === today) names.push('bk-day-today')
  if (date === chosen) names.push('bk-day-chosen')
  return names.join(' ')
}

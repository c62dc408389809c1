import { useRef, useState, type ReactNode } from 'react'
import { Calendar, say } from './calendar.tsx'
import { dateFor } from './date-for.ts'
import type { ElementProps } from './element.tsx'
import { saidIn } from './given.ts'
import { Popup } from './popup.tsx'
import type { Look } from './props.ts'
import { useScope, type Place } from './scope.ts'
import { plainWords } from './words.tsx'

/** A day, from a calendar. */
export function DatePicker({ element, place }: ElementProps): ReactNode {
  const { held, choose, look } = useScope()
  const date = held(place, element)
  return (
    <DateField
      place={place}
      placeholder={saidIn(element.placeholder) === '' ? 'Select a date' : plainWords(element.placeholder)}
      date={typeof date === 'string' && date !== '' ? date : undefined}
      today={todayOf(look)}
      onPick={(picked) => choose(place, element, picked)}
    />
  )
}

type FieldProps = {
  readonly place: Place
  readonly placeholder: string
  readonly date: string | undefined
  readonly today: string
  readonly onPick: (date: string) => void
}

/** The field that opens the calendar. */
export function DateField({ place, placeholder, date, today, onPick }: FieldProps): ReactNode {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  const shown = date === undefined ? placeholder : say(date, { month: 'short', day: 'numeric', year: 'numeric' })
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`bk-field-button ${date === undefined ? 'bk-empty' : ''} ${place.invalid ? 'bk-invalid' : ''}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-describedby={[place.labelId, place.noteId].filter(Boolean).join(' ') || undefined}
        onClick={() => setOpen(!open)}
      >
        <svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3 5h14v12H3zM3 9h14M7 2.5V6m6-3.5V6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        {shown}
      </button>
      {open && (
        <Popup anchor={button} onClose={() => setOpen(false)}>
          <Calendar
            chosen={date}
            today={today}
            onClose={close}
            onPick={(picked) => {
              close()
              onPick(picked)
            }}
          />
        </Popup>
      )}
    </>
  )
}

/** `2026-11-23`: the day it is for the reader. */
export function todayOf(look: Look): string {
  return dateFor(look, look.now() / 1000, '{date_num}')
}

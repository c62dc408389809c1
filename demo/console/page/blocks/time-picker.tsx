import type { ReactNode } from 'react'
import { textOf } from '../../../slack/record.ts'
import { zoned, instantOf } from './zoned.ts'
import { Combobox, type Item } from './combobox.tsx'
import { DateField, todayOf } from './date-picker.tsx'
import type { ElementProps } from './element.tsx'
import { saidIn } from './given.ts'
import { useScope, type Place } from './scope.ts'
import { plainWords } from './words.tsx'

/** A time of day: one of the half hours, or any that is typed. */
export function TimePicker({ element, place }: ElementProps): ReactNode {
  const { held, choose } = useScope()
  const time = held(place, element)
  const zone = textOf(element, 'timezone')
  return (
    <span className="bk-pair">
      <TimeField
        place={place}
        placeholder={saidIn(element.placeholder) === '' ? 'Select a time' : plainWords(element.placeholder)}
        time={typeof time === 'string' && time !== '' ? time : undefined}
        onPick={(picked) => choose(place, element, picked)}
      />
      {zone !== undefined && <span className="bk-small">{zone}</span>}
    </span>
  )
}

/** A day and a time in the reader's own zone; the app hears of the instant. */
export function DateTimePicker({ element, place }: ElementProps): ReactNode {
  const { held, choose, look } = useScope()
  const at = held(place, element)
  const { date, time } = typeof at === 'number' ? zoned(at, look.zone) : { date: undefined, time: undefined }
  const pick = (day: string, clock: string): void => choose(place, element, instantOf(day, clock, look.zone))
  return (
    <span className="bk-pair">
      <DateField
        place={place}
        placeholder="Select a date"
        date={date}
        today={todayOf(look)}
        onPick={(picked) => pick(picked, time ?? '12:00')}
      />
      <TimeField
        place={place}
        placeholder="Select a time"
        time={time}
        onPick={(picked) => pick(date ?? todayOf(look), picked)}
      />
    </span>
  )
}

type FieldProps = {
  readonly place: Place
  readonly placeholder: string
  readonly time: string | undefined
  readonly onPick: (time: string) => void
}

function TimeField({ place, placeholder, time, onPick }: FieldProps): ReactNode {
  return (
    <Combobox
      narrow
      name={placeholder}
      place={place}
      placeholder={placeholder}
      chosen={time === undefined ? [] : [itemOf(time)]}
      look={async (typed) => offered(typed)}
      onChoose={([item]) => {
        if (item !== undefined) onPick(item.value)
      }}
    />
  )
}

const HALF_HOURS = Array.from({ length: 48 }, (_, half) => clock(Math.floor(half / 2), (half % 2) * 30))

function offered(typed: string): readonly Item<string>[] {
  const own = /^(?<hours>[01]?\d|2[0-3]):?(?<minutes>[0-5]\d)$/u.exec(typed.trim())?.groups
  const exact = own === undefined ? undefined : clock(Number(own.hours), Number(own.minutes))
  const found = HALF_HOURS.filter((time) => time.includes(typed.trim()))
  return [...new Set(exact === undefined ? found : [exact, ...found])].map(itemOf)
}

function itemOf(time: string): Item<string> {
  return { key: time, label: time, value: time }
}

function clock(hours: number, minutes: number): string {
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

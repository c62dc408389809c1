/** The day and time in a zone, of an instant in seconds. */
export function zoned(seconds: number, zone: string): { readonly date: string; readonly time: string } {
  const parts = new Map(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(seconds * 1000)
      .map((part) => [part.type, part.value]),
  )
  return {
    date: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  }
}

/** The instant, in seconds, at which it is this day and time in a zone; in an hour that repeats, the first. */
export function instantOf(date: string, time: string, zone: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`) / 1000
  const tries = [wanted, wanted - 86_400, wanted + 86_400].map((at) => wanted - (local(at, zone) - at))
  const right = tries.filter((at) => local(at, zone) === wanted)
  return Math.min(...(right.length > 0 ? right : tries.slice(0, 1)))
}

function local(seconds: number, zone: string): number {
  const { date, time } = zoned(seconds, zone)
  return Date.parse(`${date}T${time}:00Z`) / 1000
}

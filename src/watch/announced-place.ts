const BEGIN = 'announced log files of '

/** Under which name it is kept, and told, that announced log files of an account cannot be read. No look goes there. */
export function announcedPlace(account: string): string {
  return `${BEGIN}${account}`
}

/** The account of such a name; undefined for the name of a place that is looked at. */
export function announcedAccount(place: string): string | undefined {
  return place.startsWith(BEGIN) ? place.slice(BEGIN.length) : undefined
}

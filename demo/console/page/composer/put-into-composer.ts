const EVENT = 'whodid-put'

type Put = { readonly place: string; readonly text: string }

/** Writes something into the composer of a channel, for the person to send. */
export function putIntoComposer(place: string, text: string): void {
  dispatchEvent(new CustomEvent<Put>(EVENT, { detail: { place, text } }))
}

/** Calls back when something is put into this place's composer. */
export function onPut(place: string, call: (text: string) => void): () => void {
  const hear = (event: Event): void => {
    const { detail } = event as CustomEvent<Put>
    if (detail.place === place) call(detail.text)
  }
  addEventListener(EVENT, hear)
  return () => removeEventListener(EVENT, hear)
}

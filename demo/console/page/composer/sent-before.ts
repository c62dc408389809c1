const MOST = 50

/** What was sent from this page before, newest last; it outlives a reload. */
export function sentBefore(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem('whodid-sent') ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}

export function rememberSent(text: string): void {
  const kept = [...sentBefore().filter((each) => each !== text), text].slice(-MOST)
  sessionStorage.setItem('whodid-sent', JSON.stringify(kept))
}

import type { SeenPerson } from '../../seen.ts'

const COLOURS = ['#2f7d6b', '#8b4a9c', '#b4543a', '#3667a8', '#937013', '#ad3f6b', '#4d6b2c'] as const

/** A face: initials on a colour of one's own, or the app's mark. */
export function Avatar({ person, size = 36 }: { readonly person: SeenPerson | undefined; readonly size?: number }) {
  const name = person?.realName ?? '?'
  const letters = name
    .split(/\s+/u)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
  const bot = person?.role === 'bot'
  const style = {
    width: size,
    height: size,
    borderRadius: Math.max(4, size * 0.2),
    background: colourOf(person),
    fontSize: size * 0.42,
  }
  // Letters that are drawn by the style sheet are no text: the name stands beside them.
  return (
    <span className="avatar" aria-hidden="true" style={style} {...(bot ? {} : { 'data-letters': letters })}>
      {bot && (
        <svg width={size} height={size} viewBox="0 0 36 36">
          <Mark id={person.id} />
        </svg>
      )}
    </span>
  )
}

/** An eye that looks for a bot that looks things up; a cog for others. */
function Mark({ id }: { readonly id: string }) {
  if (id === 'USLACKBOT')
    return (
      <g fill="#fff">
        <circle cx="13" cy="15" r="2.5" />
        <circle cx="23" cy="15" r="2.5" />
        <path d="M11 22q7 6 14 0" stroke="#fff" strokeWidth="2.5" fill="none" strokeLinecap="round" />
      </g>
    )
  if (id === 'U00WHODID')
    return (
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <circle cx="16" cy="16" r="7" />
        <path d="m21.5 21.5 6 6" />
        <circle cx="16" cy="16" r="2" fill="#ecb22e" stroke="none" />
      </g>
    )
  return (
    <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinejoin="round">
      <path d="M18 8l9 5v10l-9 5-9-5V13z" />
      <path d="M9 13l9 5 9-5M18 18v10" />
    </g>
  )
}

function colourOf(person: SeenPerson | undefined): string {
  if (person?.id === 'U00WHODID') return '#24486b'
  if (person?.id === 'USLACKBOT') return '#611f69'
  let sum = 0
  for (const letter of person?.id ?? '') sum = (sum * 41 + letter.charCodeAt(0)) % 9_973
  return COLOURS[sum % COLOURS.length] ?? COLOURS[0]
}

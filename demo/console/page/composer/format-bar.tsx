import { Icon, type IconName } from '../drawn/icon.tsx'

const MARKS: readonly (readonly [string, IconName, string])[] = [
  ['Bold', 'bold', '*'],
  ['Italic', 'italic', '_'],
  ['Strikethrough', 'strike', '~'],
  ['Code', 'code', '`'],
]

/** Marks around what is chosen. */
export function FormatBar({ onMark }: { readonly onMark: (mark: string) => void }) {
  return (
    <div className="format-bar" role="toolbar" aria-label="Formatting">
      {MARKS.map(([name, icon, mark]) => (
        <button
          key={name}
          type="button"
          className="plain-button"
          aria-label={name}
          title={name}
          onClick={() => onMark(mark)}
        >
          <Icon name={icon} size={18} />
        </button>
      ))}
    </div>
  )
}

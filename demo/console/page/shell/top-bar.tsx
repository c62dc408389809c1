import { Icon } from '../drawn/icon.tsx'
import { useStanding } from '../standing.ts'

type TopBarProps = { readonly onSearch: () => void; readonly inspecting: boolean; readonly onInspect: () => void }

/** Search in the middle, as in Slack; and the way to the inspector, which Slack has not. */
export function TopBar({ onSearch, inspecting, onInspect }: TopBarProps) {
  const { house } = useStanding()
  return (
    <header className="top-bar">
      <span />
      <button type="button" className="search-button" onClick={onSearch} aria-keyshortcuts="Control+K">
        <Icon name="search" size={16} /> Search {house.workspace}
      </button>
      <button type="button" className="inspect-button" aria-pressed={inspecting} onClick={onInspect}>
        <Icon name="inspect" size={18} /> Inspector
      </button>
    </header>
  )
}

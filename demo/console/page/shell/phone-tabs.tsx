import { Avatar } from '../drawn/avatar.tsx'
import { Icon } from '../drawn/icon.tsx'
import { Menu } from '../drawn/menu.tsx'
import { go, usePlace } from '../place.ts'
import { useStanding } from '../standing.ts'
import type { Theme } from '../theme.ts'
import { peopleMenu } from './people-menu.ts'

type PhoneTabsProps = {
  readonly inspecting: boolean
  readonly onInspect: () => void
  readonly theme: Theme
  readonly onTheme: (theme: Theme) => void
}

/** The bar at the foot of a phone. */
export function PhoneTabs({ inspecting, onInspect, theme, onTheme }: PhoneTabsProps) {
  const standing = useStanding()
  const place = usePlace()
  const direct = [...standing.held.channel.values()].find((each) => each.kind === 'im')
  const leave = (to?: string): void => {
    if (inspecting) onInspect()
    go(to)
  }
  return (
    <nav className="phone-tabs" aria-label="Tabs">
      <button type="button" aria-pressed={!inspecting && place.channel === undefined} onClick={() => leave()}>
        <Icon name="home" size={22} /> Home
      </button>
      <button
        type="button"
        aria-pressed={!inspecting && direct !== undefined && place.channel === direct.id}
        onClick={() => leave(direct?.id)}
      >
        <Icon name="messages" size={22} /> DMs
      </button>
      <button type="button" aria-pressed={inspecting} onClick={onInspect}>
        <Icon name="inspect" size={22} /> Inspector
      </button>
      <Menu
        name={`You are ${standing.me.realName}: be somebody else, light or dark`}
        className="phone-me"
        button={
          <>
            <Avatar person={standing.me} size={22} /> You
          </>
        }
        items={peopleMenu(standing, theme, onTheme)}
      />
    </nav>
  )
}

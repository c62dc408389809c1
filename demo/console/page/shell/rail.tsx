import { Avatar } from '../drawn/avatar.tsx'
import { Icon } from '../drawn/icon.tsx'
import { Menu } from '../drawn/menu.tsx'
import { Presence } from '../drawn/presence.tsx'
import { go, usePlace } from '../place.ts'
import { useStanding } from '../standing.ts'
import { unreadIn } from '../talk.ts'
import type { Theme } from '../theme.ts'
import { peopleMenu } from './people-menu.ts'

type RailProps = { readonly theme: Theme; readonly onTheme: (theme: Theme) => void }

/** The narrow bar on the left: the workspace, Home, DMs, and oneself. */
export function Rail({ theme, onTheme }: RailProps) {
  const standing = useStanding()
  const { held, me, house } = standing
  const place = usePlace()
  const direct = [...held.channel.values()].find((each) => each.kind === 'im')
  const inDirect = direct !== undefined && place.channel === direct.id
  const waiting = direct === undefined ? 0 : unreadIn(held, direct).badge
  return (
    <nav className="rail" aria-label="Workspace">
      <span className="workspace-mark" title={house.workspace} aria-hidden="true">
        {house.workspace[0]}
      </span>
      <a className="rail-item" href="#/C00INCIDENTS" aria-current={inDirect ? undefined : 'page'}>
        <span className="rail-icon">
          <Icon name="home" />
        </span>
        Home
      </a>
      {direct !== undefined && (
        <a
          className="rail-item"
          href={`#/${direct.id}`}
          aria-current={inDirect ? 'page' : undefined}
          onClick={() => go(direct.id)}
        >
          <span className="rail-icon">
            <Icon name="messages" />
            {waiting > 0 && <span className="badge">{waiting}</span>}
          </span>
          DMs
        </a>
      )}
      <span className="rail-space" />
      <Menu
        name={`You are ${me.realName}: be somebody else, light or dark`}
        className="own-face"
        button={
          <>
            <Avatar person={me} />
            <Presence online />
          </>
        }
        items={peopleMenu(standing, theme, onTheme)}
      />
    </nav>
  )
}

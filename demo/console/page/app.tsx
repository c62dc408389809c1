import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Act } from '../act.ts'
import type { Done, SeenChannel, SeenHouse } from '../seen.ts'
import { AppHome } from './app-home/app-home.tsx'
import type { Look } from './blocks/props.ts'
import { ChannelView } from './channel/channel-view.tsx'
import { ThreadPane } from './channel/thread-pane.tsx'
import { useHeld } from './held.ts'
import { useFirstPlace } from './first-place.ts'
import { Inspector } from './inspector/inspector.tsx'
import { ModalStack } from './modal/modal-stack.tsx'
import { go, usePlace } from './place.ts'
import { useRemembered } from './remembered.ts'
import { useSaid } from './said.ts'
import { act as askServer } from './server.ts'
import { PhoneTabs } from './shell/phone-tabs.tsx'
import { ProfileDialog } from './shell/profile-dialog.tsx'
import { QuickSwitch } from './shell/quick-switch.tsx'
import { Rail } from './shell/rail.tsx'
import { Sidebar } from './shell/sidebar.tsx'
import { TopBar } from './shell/top-bar.tsx'
import { useSearchKey } from './shell/search-key.ts'
import { StandingContext, type Standing } from './standing.ts'
import { useTheme } from './theme.ts'
import { useNarrow } from './narrow.ts'

/** Who is on call. */
const FIRST = 'U00BOB'

/** The whole page. */
export function App() {
  const [as, become] = useRemembered('whodid-as', FIRST, 'here')
  const held = useHeld(as)
  const place = usePlace()
  const [theme, setTheme] = useTheme()
  const narrow = useNarrow()
  const [said, tell] = useSaid()
  const [profile, setProfile] = useState<string | undefined>()
  const [searching, setSearching] = useState(false)
  const [inspecting, setInspecting] = useRemembered('whodid-inspector', 'no')
  const house = held.house.get('it')
  const me = held.person.get(as)
  const ahead = house?.ahead ?? 0

  const now = useCallback(() => Date.now() + ahead, [ahead])
  const act = useCallback((what: Act): Promise<Done> => askServer(as, what), [as])
  const just = useCallback(
    (what: Act): void => {
      void askServer(as, what).then(({ shown }) => shown === undefined || tell(shown))
    },
    [as, tell],
  )
  const look = useMemo<Look>(
    () => ({
      person: (id) => held.person.get(id)?.realName ?? id,
      channel: (id) => held.channel.get(id)?.name ?? id,
      zone: me?.zone ?? 'UTC',
      now,
      me: as,
      people: () => [...held.person.values()].filter((each) => each.role !== 'deactivated').map((each) => each.id),
      channels: () => [...held.channel.values()].filter((each) => each.kind !== 'im').map((each) => each.id),
    }),
    [held.person, held.channel, me?.zone, now, as],
  )
  const channel = place.channel === undefined ? undefined : held.channel.get(place.channel)
  useFirstPlace(narrow, place.channel, held.channel)
  const title = channel === undefined || house === undefined ? undefined : sayTitle(channel, house)
  useEffect(() => {
    if (title !== undefined) document.title = title
  }, [title])
  useSearchKey(() => setSearching(true))

  if (house === undefined || me === undefined) return <Starting live={held.live} />
  const standing: Standing = {
    held,
    me,
    house,
    look,
    now,
    act,
    just,
    tell,
    showPerson: setProfile,
    becomePerson(id) {
      become(id)
      setProfile(undefined)
      if (narrow) go()
    },
  }
  const screen =
    inspecting === 'yes'
      ? 'inspector'
      : place.thread !== undefined
        ? 'thread'
        : channel === undefined
          ? 'list'
          : 'channel'
  const toggleInspector = (): void => setInspecting(inspecting === 'yes' ? 'no' : 'yes')
  return (
    <StandingContext value={standing}>
      <div className="whole" data-screen={screen}>
        <TopBar onSearch={() => setSearching(true)} inspecting={inspecting === 'yes'} onInspect={toggleInspector} />
        <div className="below">
          <Rail theme={theme} onTheme={setTheme} />
          <div className="panels">
            <Sidebar at={channel?.id} onSearch={() => setSearching(true)} />
            <main className="main" aria-label={channel === undefined ? 'Slack' : sayMain(channel.name, channel.kind)}>
              {channel === undefined ? (
                <Nowhere />
              ) : channel.kind === 'im' ? (
                <AppHome key={`${as} ${channel.id}`} channel={channel} tab={place.tab} />
              ) : (
                <ChannelView key={`${as} ${channel.id}`} channel={channel} />
              )}
            </main>
            {channel !== undefined && place.thread !== undefined && (
              <ThreadPane key={`${as} ${place.thread}`} channel={channel} ts={place.thread} />
            )}
            {inspecting === 'yes' && <Inspector onClose={toggleInspector} />}
          </div>
        </div>
        <PhoneTabs inspecting={inspecting === 'yes'} onInspect={toggleInspector} theme={theme} onTheme={setTheme} />
      </div>
      <ModalStack />
      {profile !== undefined && <ProfileDialog id={profile} onClose={() => setProfile(undefined)} />}
      {searching && <QuickSwitch onClose={() => setSearching(false)} />}
      <div className="toast" role="status">
        {said !== '' && <span>{said}</span>}
      </div>
      {!held.live && (
        <div className="broken" role="alert">
          Reconnecting… Is the demo still running?
        </div>
      )}
    </StandingContext>
  )
}

/** As Slack writes it into the window's title. */
function sayTitle(channel: SeenChannel, house: SeenHouse): string {
  const where = channel.kind === 'im' ? `${house.app} (App)` : `${channel.name} (Channel)`
  return `${where} - ${house.workspace}`
}

function sayMain(name: string, kind: string): string {
  return kind === 'im' ? 'Messages with the app' : `Channel ${name}`
}

function Starting({ live }: { readonly live: boolean }) {
  return <p className="starting">{live ? 'There is nobody by that name here.' : 'Loading…'}</p>
}

function Nowhere() {
  return <p className="nowhere">Choose a channel to read.</p>
}

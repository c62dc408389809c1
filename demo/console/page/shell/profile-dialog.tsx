import { Avatar } from '../drawn/avatar.tsx'
import { Dialog } from '../drawn/dialog.tsx'
import { Presence } from '../drawn/presence.tsx'
import { sayClock } from '../say-time.ts'
import { useStanding } from '../standing.ts'
import { sayRole } from './people-menu.ts'

/** Who somebody is; and the way to be them. */
export function ProfileDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { held, me, now, becomePerson } = useStanding()
  const person = held.person.get(id)
  if (person === undefined) return null
  const canBe = person.role !== 'bot' && person.role !== 'deactivated' && person.id !== me.id
  return (
    <Dialog title="Profile" onClose={onClose} className="narrow-dialog">
      <div className="profile">
        <Avatar person={person} size={112} />
        <h3>
          {person.realName} <Presence online={person.online} />
        </h3>
        <p className="soft">
          @{person.name} · {sayRole(person.role)}
        </p>
        <p>{sayClock(now(), person.zone)} local time</p>
        {person.email !== undefined && <p>{person.email}</p>}
        {canBe && (
          <button type="button" className="main-button" onClick={() => becomePerson(person.id)}>
            Be {person.realName}
          </button>
        )}
      </div>
    </Dialog>
  )
}

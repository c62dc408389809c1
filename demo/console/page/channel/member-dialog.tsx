import type { SeenChannel } from '../../seen.ts'
import { Avatar } from '../drawn/avatar.tsx'
import { Dialog } from '../drawn/dialog.tsx'
import { Presence } from '../drawn/presence.tsx'
import { sayRole } from '../shell/people-menu.ts'
import { useStanding } from '../standing.ts'

type MemberDialogProps = { readonly channel: SeenChannel; readonly onClose: () => void }

/** Who is in a channel, and who of them is here. */
export function MemberDialog({ channel, onClose }: MemberDialogProps) {
  const { held, showPerson } = useStanding()
  return (
    <Dialog title={`# ${channel.name}`} onClose={onClose} className="narrow-dialog">
      <ul className="members">
        {channel.members.map((id) => {
          const person = held.person.get(id)
          if (person === undefined) return null
          return (
            <li key={id}>
              <button
                type="button"
                onClick={() => {
                  onClose()
                  showPerson(id)
                }}
              >
                <Avatar person={person} /> <strong>{person.realName}</strong> <Presence online={person.online} />
                <span className="soft">{sayRole(person.role)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}

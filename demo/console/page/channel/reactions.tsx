import type { SeenMessage } from '../../seen.ts'
import { drawEmoji } from '../blocks/emoji.ts'
import { useStanding } from '../standing.ts'

/** What people feel about a message, each with how many do. */
export function Reactions({ message }: { readonly message: SeenMessage }) {
  const { held, me, act } = useStanding()
  if (message.reactions.length === 0) return null
  const names = [...new Set(message.reactions.map((each) => each.name))]
  return (
    <div className="reactions">
      {names.map((name) => {
        const people = message.reactions.filter((each) => each.name === name).map((each) => each.user)
        const who = people.map((id) => held.person.get(id)?.realName ?? id).join(', ')
        return (
          <button
            key={name}
            type="button"
            className={people.includes(me.id) ? 'reaction own' : 'reaction'}
            aria-pressed={people.includes(me.id)}
            aria-label={`${people.length} reacted with :${name}: – ${who}`}
            title={`${who} reacted with :${name}:`}
            onClick={() => void act({ kind: 'react', channel: message.channel, ts: message.ts, name })}
          >
            <span aria-hidden="true">{drawEmoji(name)}</span> {people.length}
          </button>
        )
      })}
    </div>
  )
}

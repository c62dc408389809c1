import type { SeenPerson } from '../../seen.ts'
import { Avatar } from '../drawn/avatar.tsx'
import { useStanding } from '../standing.ts'

/** What an app is, and what one can type to it. */
export function AboutApp({ bot }: { readonly bot: SeenPerson | undefined }) {
  const { house } = useStanding()
  return (
    <div className="about" tabIndex={0} role="region" aria-label={`About ${house.app}`}>
      <Avatar person={bot} size={72} />
      <h3>{house.app}</h3>
      <p>{house.description}</p>
      <h4>Commands</h4>
      <ul>
        {house.commands.map((each) => (
          <li key={each.command}>
            <code>{each.command}</code> <span className="soft">{each.hint}</span>
            <br />
            {each.description}
          </li>
        ))}
      </ul>
      {house.shortcuts.length > 0 && <h4>Shortcuts</h4>}
      <ul>
        {house.shortcuts.map((each) => (
          <li key={each.callback_id}>
            <strong>{each.name}</strong> <span className="soft">{each.description}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

import { sayAgo } from '../say-time.ts'
import { useStanding } from '../standing.ts'

/** What the bot did that it should never do to the real Slack. */
export function ProblemList() {
  const { held, look, now } = useStanding()
  const all = [...held.problem.values()].reverse()
  if (all.length === 0) return <p className="soft padded">None. The bot did nothing that Slack would mind.</p>
  return (
    <ol className="problems">
      {all.map((each, index) => (
        <li key={all.length - index}>
          <strong>{each.kind}</strong> <span className="soft">{sayAgo(each.at, now(), look.zone)}</span>
          <br />
          {each.detail}
        </li>
      ))}
    </ol>
  )
}

import type { SeenChannel } from '../../seen.ts'
import { Icon } from '../drawn/icon.tsx'
import { useRemembered } from '../remembered.ts'
import { putIntoComposer } from '../composer/put-into-composer.ts'
import { useStanding } from '../standing.ts'

/** What a newcomer may type, until they have had enough of it. */
export function NewHere({ channel }: { readonly channel: SeenChannel }) {
  const { house } = useStanding()
  const [shown, setShown] = useRemembered('whodid-new-here', 'yes')
  if (shown === 'no' || house.hints.length === 0) return null
  return (
    <aside className="new-here" aria-label="Things to type">
      <span>New here? Type</span>
      <ul>
        {house.hints.map((hint) => (
          <li key={hint}>
            <button type="button" onClick={() => putIntoComposer(channel.id, hint)}>
              <code>{hint}</code>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="plain-button" aria-label="Dismiss the hint" onClick={() => setShown('no')}>
        <Icon name="close" size={16} />
      </button>
    </aside>
  )
}

import { useState } from 'react'
import { useStanding } from '../standing.ts'

/** What may go wrong, each until it is switched off. */
export function SwitchPanel() {
  const { held, act } = useStanding()
  // What was just chosen, until the world has it.
  const [wanted, setWanted] = useState<Readonly<Record<string, boolean>>>({})
  const all = [...held.switch.values()]
  const change = async (id: string, on: boolean): Promise<void> => {
    setWanted((before) => ({ ...before, [id]: on }))
    await act({ kind: 'switch', id, on })
  }
  return [...new Set(all.map((each) => each.group))].map((group) => (
    <section className="panel" key={group}>
      <h3>{group}</h3>
      {all
        .filter((each) => each.group === group)
        .map((each) => (
          <label key={each.id} className="switch">
            <input
              type="checkbox"
              role="switch"
              checked={wanted[each.id] ?? each.on}
              onChange={(event) => void change(each.id, event.target.checked)}
            />
            <span>{each.label}</span>
          </label>
        ))}
    </section>
  ))
}

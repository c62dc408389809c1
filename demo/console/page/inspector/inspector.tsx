import { useState } from 'react'
import { Icon } from '../drawn/icon.tsx'
import { useStanding } from '../standing.ts'
import { ClockPanel } from './clock-panel.tsx'
import { ExchangeList } from './exchange-list.tsx'
import { ProblemList } from './problem-list.tsx'
import { SwitchPanel } from './switch-panel.tsx'

const TABS = ['traffic', 'world', 'problems'] as const
type Tab = (typeof TABS)[number]

/** Behind the scenes: what Slack and the bot say to each other, and ways to make it hard for them. */
export function Inspector({ onClose }: { readonly onClose: () => void }) {
  const { held } = useStanding()
  const [tab, setTab] = useState<Tab>('traffic')
  const problems = held.problem.size
  return (
    <aside className="inspector" aria-label="Inspector">
      <header className="thread-head">
        <button type="button" className="plain-button back" aria-label="Close the inspector" onClick={onClose}>
          <Icon name="back" />
        </button>
        <h2>Inspector</h2>
        <span className="grow" />
        <button type="button" className="plain-button wide-only" aria-label="Close the inspector" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="app-tabs" role="tablist" aria-label="Inspector">
        {TABS.map((each) => (
          <button key={each} type="button" role="tab" aria-selected={each === tab} onClick={() => setTab(each)}>
            {
              {
                traffic: 'Traffic',
                world: 'Clock and faults',
                problems: `Problems${problems > 0 ? ` (${problems})` : ''}`,
              }[each]
            }
          </button>
        ))}
      </div>
      <div className="inspector-body" role="tabpanel" aria-label={tab} tabIndex={0}>
        {tab === 'traffic' && <ExchangeList />}
        {tab === 'world' && (
          <>
            <ClockPanel />
            <SwitchPanel />
          </>
        )}
        {tab === 'problems' && <ProblemList />}
      </div>
    </aside>
  )
}

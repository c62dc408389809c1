import { useEffect, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Blocks } from './blocks.tsx'
import { FileCard } from './file-card.tsx'
import { GALLERY } from './gallery-blocks.ts'
import './gallery.css'
import type { Look, Options } from './props.ts'

/**
 * Shows every block and element, for tests and for whoever works on them. `?theme=dark` is dark; an event `anew` at the
 * window begins it all anew, without loading it again.
 */
const NOW = Date.parse('2026-11-23T15:04:05Z')

const look: Look = {
  person: (id) => ({ U00ALICE: 'alice', U00BOB: 'bob' })[id] ?? id,
  channel: (id) => ({ C00INCIDENTS: 'incidents', C00GENERAL: 'general' })[id] ?? id,
  zone: 'Europe/Berlin',
  now: () => NOW,
  me: 'U00ALICE',
  people: () => ['U00ALICE', 'U00BOB'],
  channels: () => ['C00INCIDENTS', 'C00GENERAL'],
}

async function suggest(_: string, typed: string): Promise<Options> {
  const names = ['alice', 'alice@example.com', 'deploy', 'prod-admin']
  return names
    .filter((name) => name.includes(typed.toLowerCase()))
    .map((name) => ({ text: { type: 'plain_text', text: name }, value: `id:${name}` }))
}

function Gallery(): ReactNode {
  const [told, setTold] = useState<readonly string[]>([])
  const tell = (kind: string, what: unknown): void => setTold((before) => [...before, JSON.stringify({ kind, what })])
  return (
    <main>
      <h1 className="bk gallery-title">Every block and element</h1>
      {GALLERY.map(({ name, surface, blocks, errors }) => (
        <section key={name} aria-label={name} data-name={name}>
          <h2 className="bk gallery-title">{name}</h2>
          <Blocks
            blocks={blocks}
            surface={surface}
            look={look}
            onAction={(given) => tell('action', given)}
            onValue={(blockId, actionId, value) => tell('value', [blockId, actionId, value])}
            errors={errors ?? {}}
            suggest={suggest}
          />
        </section>
      ))}
      <section aria-label="file card" data-name="file card">
        <FileCard
          file={{ id: 'F1', name: 'events.csv', title: 'All 1,204 events', size: 81_234 }}
          preview={'time,event,actor\n2026-11-23 14:02:11 UTC,GetCallerIdentity,arn:aws:iam::111122223333:user/alice'}
          onOpen={() => tell('open', 'F1')}
          onDownload={() => tell('download', 'F1')}
        />
      </section>
      <pre id="told" hidden>
        {told.join('\n')}
      </pre>
    </main>
  )
}

function Anew(): ReactNode {
  const [round, setRound] = useState(0)
  useEffect(() => {
    const anew = (): void => flushSync(() => setRound((before) => before + 1))
    window.addEventListener('anew', anew)
    return () => window.removeEventListener('anew', anew)
  }, [])
  return <Gallery key={round} />
}

document.documentElement.dataset.theme = new URLSearchParams(location.search).get('theme') ?? 'light'
const place = document.getElementById('page')
if (place !== null) createRoot(place).render(<Anew />)

import { useEffect, useState } from 'react'
import type { Data, SeenExchange } from '../../seen.ts'
import { openExchange } from '../server.ts'
import { useStanding } from '../standing.ts'
import { JsonTree, type Fault } from './json-tree.tsx'

const MOST = 200

/** Everything that went between Slack and the bot, newest first. */
export function ExchangeList() {
  const { held } = useStanding()
  const [open, setOpen] = useState<number | undefined>()
  const all = [...held.exchange.values()]
  const shown = all.slice(-MOST).reverse()
  if (all.length === 0) return <p className="soft padded">Nothing yet. Type a command.</p>
  return (
    <ol className="exchanges">
      {shown.map((each) => (
        <li key={each.number}>
          <ExchangeRow
            exchange={each}
            open={open === each.number}
            onToggle={() => setOpen(open === each.number ? undefined : each.number)}
          />
        </li>
      ))}
    </ol>
  )
}

type ExchangeRowProps = { readonly exchange: SeenExchange; readonly open: boolean; readonly onToggle: () => void }

function ExchangeRow({ exchange, open, onToggle }: ExchangeRowProps) {
  const { look } = useStanding()
  const toBot = exchange.direction === 'to-bot'
  const at = new Intl.DateTimeFormat('en-GB', { timeZone: look.zone, timeStyle: 'medium' }).format(exchange.at)
  return (
    <>
      <button type="button" className="exchange" aria-expanded={open} onClick={onToggle}>
        <span className={toBot ? 'way to-bot' : 'way from-bot'} title={toBot ? 'Slack to bot' : 'Bot to Slack'}>
          <span aria-hidden="true">{toBot ? '→' : '←'}</span>
          <span className="for-readers">{toBot ? 'Slack to bot' : 'Bot to Slack'}</span>
        </span>
        <span className="exchange-title">
          {exchange.title} <span className="soft">{exchange.about}</span>
        </span>
        <span className={exchange.wrong === undefined ? 'verdict' : 'verdict wrong'}>
          {exchange.wrong ?? exchange.status ?? '…'}
        </span>
        <span className="exchange-ms">{exchange.ms === undefined ? '' : `${Math.round(exchange.ms)} ms`}</span>
        <time className="exchange-at">{at}</time>
      </button>
      {open && <OpenExchange key={`${exchange.number} ${exchange.status}`} number={exchange.number} toBot={toBot} />}
    </>
  )
}

function OpenExchange({ number, toBot }: { readonly number: number; readonly toBot: boolean }) {
  const [whole, setWhole] = useState<Data | undefined>()
  useEffect(() => {
    let gone = false
    void (async () => {
      const data = await openExchange(number)
      if (!gone) setWhole(data)
    })()
    return () => {
      gone = true
    }
  }, [number])
  if (whole === undefined) return <p className="soft padded">…</p>
  const faults = Array.isArray(whole.faults) ? (whole.faults as readonly Fault[]) : []
  return (
    <div className="open-exchange">
      {faults.map((fault) => (
        <p key={fault.pointer + fault.message} className="trouble">
          {fault.message} <code>{fault.pointer}</code>
        </p>
      ))}
      <h4>{toBot ? 'What Slack sent' : 'What the bot asked'}</h4>
      <JsonTree value={whole.request} faults={faults} />
      <h4>{toBot ? 'What the bot answered' : 'What Slack answered'}</h4>
      <JsonTree value={whole.response} faults={[]} />
      {typeof whole.envelope === 'string' && <p className="soft small">Envelope {whole.envelope}</p>}
    </div>
  )
}

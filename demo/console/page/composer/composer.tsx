import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { SeenChannel } from '../../seen.ts'
import { useStanding } from '../standing.ts'
import { ComposerTools } from './composer-tools.tsx'
import { FormatBar } from './format-bar.tsx'
import { OfferList } from './offer-list.tsx'
import { commandHint, offersFor, type Offer } from './offers.ts'
import { onPut } from './put-into-composer.ts'
import { rememberSent, sentBefore } from './sent-before.ts'
import { useSend } from './use-send.ts'
import { useDraft } from './use-draft.ts'

type ComposerProps = {
  readonly channel: SeenChannel
  readonly thread?: string
  readonly placeholder: string
  /** Called when something was sent. */
  readonly onSent?: () => void
}

/** Where one writes: messages, and commands with a `/` in front. */
export function Composer({ channel, thread, placeholder, onSent }: ComposerProps) {
  const { held } = useStanding()
  const place = thread === undefined ? channel.id : `${channel.id}/${thread}`
  const [text, setText] = useDraft(place)
  const [caret, setCaret] = useState(text.length)
  const [picked, setPicked] = useState(0)
  const [hidden, setHidden] = useState(false)
  const [back, setBack] = useState(0)
  const [formatting, setFormatting] = useState(true)
  const [also, setAlso] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const send = useSend(channel, thread)

  const offers = hidden ? { from: 0, word: '', list: [] } : offersFor(held, channel, text, caret)
  const open = offers.list.length > 0
  const hint = commandHint(held, text)

  const write = (next: string, at = next.length): void => {
    setText(next)
    setCaret(at)
    setPicked(0)
    setHidden(false)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(at, at)
    })
  }
  useEffect(() => onPut(place, (put) => write(put)))
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  const take = (offer: Offer): void => {
    write(text.slice(0, offers.from) + offer.text + text.slice(caret), offers.from + offer.text.length)
  }
  const submit = (): void => {
    const said = text.trim()
    if (said === '') return
    rememberSent(said)
    setBack(0)
    write('')
    setAlso(false)
    send(said, also)
    onSent?.()
  }
  const recall = (by: number): boolean => {
    const before = sentBefore()
    const next = back + by
    if (next < 0 || next > before.length) return false
    setBack(next)
    write(next === 0 ? '' : (before.at(-next) ?? ''))
    setHidden(true)
    return true
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const chosen = open ? offers.list[picked] : undefined
    if (
      chosen !== undefined &&
      (event.key === 'Tab' || (event.key === 'Enter' && chosen.text.trim() !== offers.word))
    ) {
      event.preventDefault()
      take(chosen)
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const by = event.key === 'ArrowDown' ? 1 : -1
      setPicked((picked + by + offers.list.length) % offers.list.length)
    } else if (open && event.key === 'Escape') {
      event.stopPropagation()
      setHidden(true)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    } else if (event.key === 'ArrowUp' && (text === '' || back > 0)) {
      if (recall(1)) event.preventDefault()
    } else if (event.key === 'ArrowDown' && back > 0) {
      if (recall(-1)) event.preventDefault()
    }
  }
  const surround = (mark: string): void => {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {}
    const inside = text.slice(selectionStart, selectionEnd)
    const next = `${text.slice(0, selectionStart)}${mark}${inside}${mark}${text.slice(selectionEnd)}`
    write(next, selectionEnd + mark.length * (inside === '' ? 1 : 2))
  }
  return (
    <div className="composer-around">
      {open && <OfferList id={listId} offers={offers.list} at={picked} onTake={take} />}
      {!open && hint !== undefined && hint.hint !== '' && (
        <p className="command-hint">
          <strong>{hint.command}</strong> {hint.hint}
        </p>
      )}
      <div className="composer">
        {formatting && <FormatBar onMark={surround} />}
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          role="combobox"
          aria-expanded={open}
          aria-autocomplete="list"
          {...(open ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${picked}` } : {})}
          onChange={(event) => {
            setText(event.target.value)
            setCaret(event.target.selectionStart)
            setPicked(0)
            setHidden(false)
            setBack(0)
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKey}
        />
        <ComposerTools
          channel={channel}
          thread={thread}
          ready={text.trim() !== ''}
          formatting={formatting}
          onFormatting={() => setFormatting(!formatting)}
          onInsert={(mark) => write(`${text}${text === '' || text.endsWith(' ') ? '' : ' '}${mark}`)}
          onSend={submit}
        />
      </div>
      {thread !== undefined && channel.kind !== 'im' && (
        <label className="also">
          <input type="checkbox" checked={also} onChange={(event) => setAlso(event.target.checked)} /> Also send to #
          {channel.name}
        </label>
      )}
    </div>
  )
}

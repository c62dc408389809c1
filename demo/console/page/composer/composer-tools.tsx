import { useRef } from 'react'
import type { SeenChannel } from '../../seen.ts'
import { Icon } from '../drawn/icon.tsx'
import type { MenuItem } from '../drawn/menu-item.ts'
import { Menu } from '../drawn/menu.tsx'
import { useStanding } from '../standing.ts'
import { readBase64 } from './read-base64.ts'

type ComposerToolsProps = {
  readonly channel: SeenChannel
  readonly thread: string | undefined
  readonly ready: boolean
  readonly formatting: boolean
  readonly onFormatting: () => void
  readonly onInsert: (mark: string) => void
  readonly onSend: () => void
}

const LARGEST = 8_000_000

/** The buttons under the text: attach, format, mention, shortcuts, send. */
export function ComposerTools(props: ComposerToolsProps) {
  const { channel, thread, ready, formatting, onFormatting, onInsert, onSend } = props
  const { act, just, tell, house } = useStanding()
  const files = useRef<HTMLInputElement>(null)
  const upload = async (file: File): Promise<void> => {
    if (file.size > LARGEST) return tell('This demo takes files up to 8 MB.')
    const place = { channel: channel.id, ...(thread === undefined ? {} : { thread }) }
    const done = await act({ kind: 'upload', name: file.name, base64: await readBase64(file), text: '', ...place })
    if (done.shown !== undefined) tell(done.shown)
  }
  const shortcuts: readonly MenuItem[] = house.shortcuts
    .filter((each) => each.type === 'global')
    .map((each) => ({
      kind: 'do',
      label: each.name,
      note: house.app,
      run: () => just({ kind: 'shortcut', callback_id: each.callback_id }),
    }))
  return (
    <div className="composer-tools">
      <Menu
        name="Attach"
        className="plain-button round"
        button={<Icon name="plus" />}
        items={[
          {
            kind: 'do',
            label: 'Upload from your computer',
            drawn: <Icon name="file" />,
            run: () => files.current?.click(),
          },
          ...shortcuts,
        ]}
      />
      <input
        ref={files}
        type="file"
        hidden
        aria-label="File to upload"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) void upload(file)
        }}
      />
      <button
        type="button"
        className="plain-button format-toggle"
        aria-label={formatting ? 'Hide formatting' : 'Show formatting'}
        aria-pressed={formatting}
        onClick={onFormatting}
      >
        <Icon name="text" />
      </button>
      <button type="button" className="plain-button" aria-label="Mention someone" onClick={() => onInsert('@')}>
        <Icon name="at" />
      </button>
      {thread === undefined && (
        <button type="button" className="plain-button" aria-label="Run a command" onClick={() => onInsert('/')}>
          <Icon name="slash" />
        </button>
      )}
      <span className="grow" />
      <button
        type="button"
        className={ready ? 'send ready' : 'send'}
        aria-label="Send now"
        aria-disabled={!ready}
        onClick={onSend}
      >
        <Icon name="send" size={16} />
      </button>
    </div>
  )
}

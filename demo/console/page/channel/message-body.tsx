import { useState } from 'react'
import type { SeenMessage } from '../../seen.ts'
import { Blocks } from '../blocks/blocks.tsx'
import { Mrkdwn } from '../blocks/mrkdwn.tsx'
import type { Given } from '../blocks/props.ts'
import { Icon } from '../drawn/icon.tsx'
import { givenIn } from '../given-in.ts'
import { useStanding } from '../standing.ts'
import { FileInMessage } from './file-in-message.tsx'

/** What a message says: its blocks where it has some, else its text; then its files. */
export function MessageBody({ message }: { readonly message: SeenMessage }) {
  const { look, act } = useStanding()
  const [trouble, setTrouble] = useState<string | undefined>()
  const target = { kind: 'message', channel: message.channel, ts: message.ts } as const
  const click = async (given: Given): Promise<void> => {
    const value = givenIn(given)
    setTrouble(undefined)
    const done = await act({
      kind: 'click',
      target,
      action_id: given.action_id,
      block_id: given.block_id,
      ...(value === undefined ? {} : { given: value }),
    })
    if (done.shown !== undefined) setTrouble(done.shown)
  }
  return (
    <div className="message-body">
      {message.blocks.length > 0 ? (
        <Blocks
          blocks={message.blocks}
          surface="message"
          look={look}
          onAction={(given) => void click(given)}
          suggest={async (actionId, typed) =>
            ((await act({ kind: 'suggest', target, action_id: actionId, typed })).options ?? []) as never
          }
        />
      ) : (
        message.text !== '' && <Mrkdwn text={message.text} look={look} />
      )}
      {message.edited === true && <span className="edited"> (edited)</span>}
      {message.files?.map((file) => (
        <FileInMessage key={file.id} file={file} />
      ))}
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          <Icon name="warn" size={16} /> {trouble}
        </p>
      )}
    </div>
  )
}

import type { Message } from '../message/message.ts'
import type { Preview } from '../message/watch-preview.ts'
import type { Watch } from '../watch/watch.ts'
import type { Sources } from './answer-question.ts'
import type { Sent } from './ports.ts'
import { previewWatch } from './preview-watch.ts'
import type { WatchingDeps } from './watch-command.ts'

/** So long the reply waits for the preview, before it is told without, and edited. */
const QUIET_MS = 2_500

/** Tells a watch's channel of it, with what it would have told over the last day as soon as that is known. */
export async function tellPreviewed(
  { watch, sources, key }: { readonly watch: Watch; readonly sources: Sources; readonly key: string },
  say: (preview: Preview) => Message,
  deps: WatchingDeps,
  signal: AbortSignal,
): Promise<Sent> {
  const previewing = previewWatch(watch, { ...deps, sources }, signal)
  const soon = await Promise.race([previewing, deps.sleep(QUIET_MS).then(() => undefined)])
  const sent = await deps.outbox.post({ channel: watch.channel }, say(soon ?? { kind: 'counting' }), key)
  if (soon === undefined && sent.kind === 'posted') await deps.outbox.edit(sent.posted, say(await previewing))
  return sent
}

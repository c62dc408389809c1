import { instant } from '../lib/instant.ts'
import { sayWatch } from '../watch/say-watch.ts'
import type { Watch } from '../watch/watch.ts'
import type { Asked } from './asked.ts'
import type { Work } from './reply-deps.ts'
import type { WatchingDeps } from './watch-command.ts'

/** Whether someone may change a watch, and the watch as it is kept. */
export type MayChange =
  | { readonly kind: 'may'; readonly watch: Watch; readonly version: number; readonly rights: string }
  | {
      readonly kind: 'refused'
      readonly why: string
      readonly more: string
      readonly audited: Pick<Asked, 'rights' | 'question'>
    }

/** Its owner may, from anywhere; and whoever may set the same watch in its channel, there. Of others nobody learns. */
export async function mayChangeWatch(
  work: Work,
  id: string,
  { watching, authorize }: Pick<WatchingDeps, 'watching' | 'authorize'>,
): Promise<MayChange> {
  const { asker, venue } = work
  const kept = await watching.store.watch(asker.team, id)
  const isOwn = kept?.row.owner === asker.person
  // Of watches elsewhere nobody learns here, not even that there are any.
  if (kept === undefined || kept.row.ended !== undefined || (!isOwn && kept.row.channel !== venue.channel)) {
    const more = 'Those of this channel: /whodid watches'
    return { kind: 'refused', why: 'There is no such watch here.', more, audited: {} }
  }
  const { row: watch, version } = kept
  if (isOwn) return { kind: 'may', watch, version, rights: 'its owner' }
  const { terms, via } = watch
  const question = { terms, window: { from: instant(0), to: instant(0) }, ...(via && { via }) }
  const may = await authorize(work, question, { kind: 'watch' })
  if (may.kind === 'allowed' && !may.narrowed) return { kind: 'may', watch, version, rights: may.by.join(', ') }
  return {
    kind: 'refused',
    why: may.kind === 'refused' ? may.detail : 'You may ask here about some of its accounts only.',
    more: 'Its owner may change it, and whoever may set the same watch here.',
    audited: { rights: `refused: ${may.kind === 'refused' ? may.reason : 'accounts'}`, question: sayWatch(watch) },
  }
}

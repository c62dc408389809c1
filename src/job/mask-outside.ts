import { maskMessage, maskView } from '../message/mask-message.ts'
import { hasKey, maskKeys } from '../policy/mask-keys.ts'
import type { Grant } from '../policy/policy.ts'
import { NO_QUESTION } from '../question/no-question.ts'
import type { Carrier, Outbox, Upload } from './ports.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

/** Whether access key ids are shown whole: to those who may see whole records. */
export function showsKeys({ detail }: Pick<Grant, 'detail'>): boolean {
  return detail === 'raw'
}

/** The two ways in which a job can tell: with whole access key ids, and without. */
export type Told = Pick<ReplyDeps, 'outbox' | 'carrier'>

/** What a job begins with: nobody is told a whole access key id before a rule says that they may see whole records. */
export function maskedAtFirst<Deps extends Told>(whole: Deps): Deps & { readonly whole: Told } {
  const { outbox, carrier } = whole
  return { ...whole, outbox: maskOutbox(outbox), carrier: maskCarrier(carrier), whole: { outbox, carrier } }
}

/** The same as a rule has it: whole access key ids for those who may see whole records, and for nobody else. */
export function toldAs<Deps extends Told & { readonly whole: Told }>(
  grant: Pick<Grant, 'detail'> | undefined,
  deps: Deps,
): Deps {
  if (grant !== undefined && showsKeys(grant)) return { ...deps, ...deps.whole }
  const { outbox, carrier } = deps.whole
  return { ...deps, outbox: maskOutbox(outbox), carrier: maskCarrier(carrier) }
}

/** Where there is no question, and so no rule of it: as the first rule that is about them here has it. */
export async function toldHere<Deps extends Told & Pick<ReplyDeps, 'whole' | 'authorize'>>(
  work: Pick<Work, 'asker' | 'venue'>,
  deps: Deps,
): Promise<Deps> {
  const may = await deps.authorize(work, NO_QUESTION, { kind: 'doctor' })
  return toldAs(may.kind === 'allowed' ? may.grant : undefined, deps)
}

/** Everything that is told, with access key ids masked; whatever it was made of, and whoever made it. */
export function maskOutbox(outbox: Outbox): Outbox {
  return {
    post: (venue, message, key) => outbox.post(venue, maskMessage(message), key),
    edit: (posted, message) => outbox.edit(posted, maskMessage(message)),
    whisper: (venue, asker, message) => outbox.whisper(venue, asker, maskMessage(message)),
    showView: (viewId, view) => outbox.showView(viewId, maskView(view)),
    showHome: (asker, view) => outbox.showHome(asker, maskView(view)),
    upload: (venue, files, said, key) => outbox.upload(venue, files.map(maskNames), maskKeys(said), key),
  }
}

/** Questions that name a key are kept, and only their id is carried: a sealed question can be read by whoever takes a button apart. */
export function maskCarrier(carrier: Carrier): Carrier {
  return {
    carry: (team, words, isKept = false) => carrier.carry(team, words, isKept || hasKey(words)),
    read: (team, token) => carrier.read(team, token),
  }
}

/** What is in a file is for those who may see whole records: nobody else may have one. */
function maskNames({ name, title, bytes }: Upload): Upload {
  return { name: maskKeys(name), title: maskKeys(title), bytes }
}

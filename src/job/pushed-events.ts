import type { Instant } from '../lib/instant.ts'
import { type NotPushed, readPushed } from '../watch/read-pushed.ts'
import { type FileToTake, nameOf, takeFiles } from './pushed-files.ts'
import { type Brought, keepBrought, readTeams, type TeamWatches } from './pushed-keep.ts'
import type { PushedDeps } from './pushed-ports.ts'

/** A message of the queue that EventBridge, S3 or a topic puts events, or the names of new log files, into. */
export type PushedMessage = {
  /** Names it among those that were received together. */
  readonly id: string
  readonly body: string
  /** When it came into the queue, where that is known. */
  readonly sentAt: Instant | undefined
}

/**
 * Keeps what pushed events, and events of announced files, mean to watches. Gives the ids of the messages that may be deleted:
 * all that they bring is kept, or was dropped with a line in the log. The others have to come again. No cursor is moved by
 * this: looks find the same events anew, and both ways together tell them once. Never rejects for one message alone.
 */
export async function takePushed(
  messages: readonly PushedMessage[],
  deps: PushedDeps,
): Promise<{ readonly done: readonly string[]; readonly failed: number }> {
  const { cover, log } = deps
  const done: string[] = []
  const wanted: (Brought & { readonly id: string })[] = []
  const files = new Map<string, FileToTake>()
  const withFiles = new Map<string, readonly string[]>()
  const refused = new Map<Refused, string[]>()
  for (const { id, body, sentAt } of messages) {
    const pushed = readPushed(body, deps.files?.buckets)
    if (pushed.kind === 'dropped') refuse(pushed.why, id)
    else if (pushed.kind === 'files') takeNames(id, pushed, sentAt)
    else if (cover.knows(pushed.event.account)) wanted.push({ id, event: pushed.event, sentAt })
    else refuse(STRANGER, id)
  }
  // Their text stays out of the log: whoever forged it would write there.
  for (const [why, ids] of refused)
    log.warn({ why, messages: new Set(ids).size, first: ids[0] }, 'pushed messages were dropped')
  done.push(...new Set([...refused.values()].flat().filter((id) => !withFiles.has(id))))
  if (wanted.length + files.size > 0) await takeWanted()
  return { done, failed: messages.length - done.length }

  function refuse(why: Refused, id: string): void {
    refused.set(why, [...(refused.get(why) ?? []), id])
  }

  function takeNames(id: string, pushed: Names, sentAt: Instant | undefined): void {
    for (const why of pushed.dropped) refuse(why, id)
    const known = pushed.files.filter(({ account }) => cover.knows(account))
    if (known.length < pushed.files.length) refuse(STRANGER, id)
    for (const file of known) files.set(nameOf(file), { file, sentAt })
    if (known.length > 0) withFiles.set(id, known.map(nameOf))
  }

  async function takeWanted(): Promise<void> {
    let teams: readonly TeamWatches[]
    try {
      teams = await readTeams(deps)
    } catch (error) {
      log.error(
        { err: error, messages: messages.length - done.length },
        'watches could not be read for what was pushed',
      )
      return
    }
    const kept = wanted.length === 0 || (await tried(wanted, teams))
    if (kept) done.push(...wanted.map(({ id }) => id))
    // One that cannot be kept must not take the others with it.
    else if (wanted.length > 1) for (const each of wanted) if (await tried([each], teams)) done.push(each.id)
    const taken = await takeFiles([...files.values()], teams, deps)
    for (const [id, names] of withFiles) if (names.every((name) => taken.has(name))) done.push(id)
  }

  async function tried(
    brought: readonly (Brought & { id: string })[],
    teams: readonly TeamWatches[],
  ): Promise<boolean> {
    try {
      await keepBrought(brought, teams, deps)
      return true
    } catch (error) {
      log.error({ err: error, messages: brought.length, first: brought[0]?.id }, 'pushed events could not be kept')
      return false
    }
  }
}

const STRANGER = 'of an account that is not in the settings'

type Refused = NotPushed | typeof STRANGER
type Names = Extract<ReturnType<typeof readPushed>, { readonly kind: 'files' }>

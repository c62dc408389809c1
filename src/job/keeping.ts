import type { Instant } from '../lib/instant.ts'

/** The question that a thread of ours answers: what a follow-up in it reads on from. */
export type ThreadSaid = {
  /** As it could be typed after /whodid. */
  readonly words: string
  /** The asker's IANA zone, in which the words were read; undefined where it was not known. */
  readonly zone: string | undefined
  /** Who asked, by Slack's id. */
  readonly person: string
  readonly askedAt: Instant
  /** What the calls of the answer were about, the most frequent first: for `on that bucket`. */
  readonly things?: readonly string[] | undefined
}

/** What was last asked in each thread. Told again, the later one stands. */
export type Threads = {
  remember(team: string, channel: string, thread: string, said: ThreadSaid): Promise<void>
  recall(team: string, channel: string, thread: string): Promise<ThreadSaid | undefined>
}

/**
 * Words that are too long for a button. The id says nothing by itself and cannot be guessed; it is read in the workspace
 * that it was made in, and nowhere else. It gives no right to ask: that is for the caller to check, at each click.
 */
export type Questions = {
  keep(team: string, words: string): Promise<string>
  /** Undefined where nothing is kept under that id, or no longer. Any text may come as an id. */
  read(team: string, id: string): Promise<string | undefined>
}

export type Asked = { readonly words: string; readonly askedAt: Instant }

/** What each person asked of late. */
export type Recent = {
  /** The same words at the same instant are one, however often they are added. */
  add(team: string, person: string, asked: Asked): Promise<void>
  /** The latest first, at most `n` (up to 50), the same words once. */
  list(team: string, person: string, n: number): Promise<readonly Asked[]>
}

/** An identity that answers have named, for forms that offer names while someone types. */
export type SeenName = {
  /** As it is asked for: `alice`, `arn:aws:iam::111122223333:role/Deploy`. */
  readonly name: string
  /** What kind of name it is: `user`, `role`, `session`, `key`, `arn` …, as the question's own words call it. */
  readonly by: string
  /** Events in the answer that named it last: an order for the list, not a total. */
  readonly count: number
  /** When it was last seen. */
  readonly at: Instant
}

/** Identities that were seen in this workspace's answers. */
export type Names = {
  /** The most counted 100 are taken; names of more than 256 characters are not kept. */
  add(team: string, names: readonly SeenName[]): Promise<void>
  /**
   * Names that start with the text, whatever the case, the most counted first, at most `n` (up to 100). Where more than
   * 200 start so, the order is right among the first 200 by the alphabet: more letters bring up the others.
   */
  startingWith(team: string, text: string, n: number): Promise<readonly SeenName[]>
}

/** What is kept between one piece of work and the next. Each row belongs to a workspace and is forgotten in time. */
export type Keeping = {
  readonly threads: Threads
  readonly questions: Questions
  readonly recent: Recent
  readonly names: Names
}

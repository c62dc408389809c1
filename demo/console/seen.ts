/** A JSON object as the page gets it: nothing in it has been looked at. */
export type Data = Readonly<Record<string, unknown>>

export type SeenPerson = {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly email?: string
  readonly zone: string
  readonly team: string
  readonly role: 'admin' | 'member' | 'guest' | 'deactivated' | 'stranger' | 'bot'
  /** Has the console open now; or, for a bot, is connected. */
  readonly online: boolean
}

export type SeenChannel = {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly members: readonly string[]
  readonly archived: boolean
  readonly shared: boolean
  readonly restricted: boolean
  readonly topic: string
  /** The ts of the newest message that this person has seen. */
  readonly read: string
}

export type SeenFile = {
  readonly id: string
  readonly name: string
  readonly title?: string
  readonly size: number
  readonly user: string
}

export type SeenMessage = {
  readonly channel: string
  readonly ts: string
  readonly thread_ts?: string
  readonly user: string
  readonly subtype?: string
  readonly text: string
  readonly blocks: readonly Data[]
  readonly files?: readonly SeenFile[]
  readonly edited?: boolean
  readonly reactions: readonly { readonly name: string; readonly user: string }[]
  /** A reply that was also sent to the channel. */
  readonly broadcast?: boolean
  /** Only this person sees it. */
  readonly ephemeral?: boolean
}

export type SeenView = {
  readonly id: string
  readonly hash: string
  readonly view: Data
}

/** One question and its answer between Slack and the bot; what was in them is fetched when somebody looks. */
export type SeenExchange = {
  readonly number: number
  readonly at: number
  readonly direction: 'to-bot' | 'from-bot'
  readonly name: string
  readonly title: string
  /** How what it says begins. */
  readonly about: string
  readonly status?: string
  readonly wrong?: string
  readonly ms?: number
}

export type SeenProblem = { readonly kind: string; readonly detail: string; readonly at: number }

/** Something in the world that can be switched on. */
export type SeenSwitch = {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly on: boolean
}

/** What the workspace and its app are. */
export type SeenHouse = {
  readonly workspace: string
  readonly team: string
  readonly app: string
  readonly bot: string
  readonly description: string
  readonly commands: readonly { readonly command: string; readonly description: string; readonly hint: string }[]
  readonly shortcuts: readonly {
    readonly type: 'message' | 'global'
    readonly callback_id: string
    readonly name: string
    readonly description: string
  }[]
  readonly homeTab: boolean
  readonly messagesTab: boolean
  /** How far the workspace's clock is ahead of the one on the wall. */
  readonly ahead: number
  readonly jumps: boolean
  readonly hints: readonly string[]
  /** When the newest event happened that reached the log files since the start. */
  readonly newest?: number | undefined
}

/** The kinds of things that the page shows. */
export type SeenKinds = {
  readonly house: SeenHouse
  readonly person: SeenPerson
  readonly channel: SeenChannel
  readonly message: SeenMessage
  readonly view: SeenView
  readonly home: SeenView
  /** What an app says it is doing, by `channel:thread_ts`. */
  readonly status: string
  readonly exchange: SeenExchange
  readonly problem: SeenProblem
  readonly switch: SeenSwitch
}

export type Kind = keyof SeenKinds

/** One thing that the page shows. */
export type SeenItem = {
  [K in Kind]: { readonly kind: K; readonly id: string; readonly value: SeenKinds[K] }
}[Kind]

/** What changed since the last time. */
export type News = {
  readonly set: readonly SeenItem[]
  readonly gone: readonly { readonly kind: Kind; readonly id: string }[]
}

/** What became of something a person did; `shown` is what Slack tells them. */
export type Done = {
  readonly kind: 'acked' | 'failed' | 'refused' | 'untold'
  readonly shown?: string
  /** For a form: what is wrong with an input, by block_id. */
  readonly errors?: Readonly<Record<string, string>>
  /** For a menu that asks the app. */
  readonly options?: readonly Data[]
  /** The message that was said. */
  readonly ts?: string
}

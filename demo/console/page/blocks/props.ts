/** Who is looking, and from where: names for ids, their time zone, and the workspace's time in milliseconds. */
export type Look = {
  person(id: string): string
  channel(id: string): string
  readonly zone: string
  now(): number
  /** The reader's own id: a mention of them stands out. */
  readonly me?: string
  /** Ids of those that menus of people offer. */
  people?(): readonly string[]
  /** Ids of those that menus of channels offer. */
  channels?(): readonly string[]
  /** Where an uploaded image can be had. */
  image?(fileId: string): string | undefined
}

/** An option as Slack writes it. */
export type Option = {
  readonly text: { readonly type: string; readonly text: string }
  readonly value: string
  readonly description?: { readonly type: string; readonly text: string }
  /** Only in an overflow menu: opened in a new tab, and told to the app as well. */
  readonly url?: string
}

/** What is typed into a rich_text_input, as a rich_text block. */
export type RichText = { readonly type: 'rich_text'; readonly elements: readonly unknown[] }

/** What an app offers while a person types into a menu. */
export type Options = readonly Option[]

/** What was done to an element, with the fields of `actions[0]` in Slack's block_actions payload. */
export type Given = {
  readonly block_id: string
  readonly action_id: string
  readonly type: string
  readonly value?: string | null
  readonly selected_option?: Option | null
  readonly selected_options?: readonly Option[]
  readonly selected_date?: string | null
  readonly selected_time?: string | null
  readonly selected_date_time?: number | null
  readonly selected_user?: string | null
  readonly selected_users?: readonly string[]
  readonly selected_channel?: string | null
  readonly selected_channels?: readonly string[]
  readonly selected_conversation?: string | null
  readonly selected_conversations?: readonly string[]
  readonly rich_text_value?: RichText | null
}

/** What an input holds: a text, date or id; several ids; an option; several options. */
export type FormValue = string | number | Option | RichText | readonly string[] | readonly Option[] | null

/** By block_id, then by action_id. What is missing is as the view's `initial_…` says. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, FormValue>>>>

export type BlocksProps = {
  readonly blocks: readonly unknown[]
  readonly surface: 'message' | 'modal' | 'home'
  readonly look: Look
  readonly onAction?: (action: Given) => void
  readonly values?: FormValues
  readonly onValue?: (blockId: string, actionId: string, value: FormValue) => void
  /** What is wrong with an input, by block_id. */
  readonly errors?: Readonly<Record<string, string>>
  readonly suggest?: (actionId: string, typed: string) => Promise<Options>
}

export type MrkdwnProps = { readonly text: string; readonly look: Look }

/** A file as a message tells of it; the page fetches what is in it. */
export type FileProps = {
  readonly file: { readonly id: string; readonly name: string; readonly title?: string; readonly size: number }
  /** The first lines, where it is a text. */
  readonly preview?: string
  readonly onOpen?: () => void
  readonly onDownload?: () => void
}

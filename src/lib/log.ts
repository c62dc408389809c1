/** A line of a log: data first, then a fixed message. An error goes under `err`. */
type Write = <Message extends string>(data: object, message: Fixed<Message>) => void

/** A text that is known as it is written: not one that is put together while the bot runs. */
export type Fixed<Text extends string> = {} extends Record<Text, 1> ? never : Text

/** Where log lines go. What is written here has secrets taken out before it leaves the process. */
export type Log = {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}

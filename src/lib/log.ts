/** A line of a log: data first, then a fixed message. An error goes under `err`. */
type Write = (data: object, message: string) => void

/** Where log lines go. What is written here has secrets taken out before it leaves the process. */
export type Log = {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}

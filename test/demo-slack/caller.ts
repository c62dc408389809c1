import type { FakeSlack } from '../../demo/slack/start-slack.ts'

/** What a call is answered, as far as the tests look. */
type Reply = Readonly<Record<string, unknown>> & {
  readonly ok: boolean
  readonly error?: string
  readonly ts: string
  readonly status: number
  readonly retryAfter: string | null
}
export type Caller = (
  method: string,
  args?: object,
  how?: { readonly token?: string; readonly form?: boolean },
) => Promise<Reply>

/** Calls the Web API without a client between, so that what was answered can be seen as it is. */
export function caller(slack: FakeSlack): Caller {
  return async (method, args = {}, how = {}) => {
    const token = how.token ?? slack.botToken
    const form = how.form === true
    const fields = Object.entries(args).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      },
      body: form ? new URLSearchParams(fields).toString() : JSON.stringify(args),
    })
    const body = (await response.json()) as Reply
    return { ...body, status: response.status, retryAfter: response.headers.get('retry-after') }
  }
}

/** Small parts that the gallery's blocks are made of. */
export const ARN = 'arn:aws:iam::111122223333:user/alice'
export const PICTURE =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="320" height="180"%3E%3Crect width="320" height="180" fill="%231264a3"/%3E%3Ccircle cx="160" cy="90" r="50" fill="%23ecb22e"/%3E%3C/svg%3E'
export const plain = (text: string) => ({ type: 'plain_text', text })
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
export const raw = (text: string) => ({ type: 'raw_text', text })
export const number = (value: number) => ({ type: 'raw_number', value, text: value.toLocaleString('en') })
export const text = (said: string, style?: object) => ({ type: 'text', text: said, ...(style && { style }) })
export const line = (...elements: readonly object[]) => ({ type: 'rich_text_section', elements })
export const rich = (...elements: readonly object[]) => ({ type: 'rich_text', elements })
export const button = (label: string, more: object = {}) => ({
  type: 'button',
  text: plain(label),
  action_id: label,
  value: `v:${label}`,
  ...more,
})
export const confirm = {
  title: plain('Stop this watch?'),
  text: mrkdwn('Nobody will be told about `alice`.'),
  confirm: plain('Stop it'),
  deny: plain('Keep it'),
  style: 'danger',
}
export const option = (label: string) => ({ text: plain(label), value: label.toLowerCase() })
export const hours = Array.from({ length: 12 }, (_, index) => `Mon 23 ${String(index * 2).padStart(2, '0')}:00`)
export const series = (name: string, factor: number) => ({
  name,
  data: hours.map((label, index) => ({ label, value: Math.round(((index * 37) % 23) * factor) })),
})

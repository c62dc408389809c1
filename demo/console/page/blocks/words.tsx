import type { ReactNode } from 'react'
import { isJson } from '../../../slack/record.ts'
import { withEmoji } from './emoji.ts'
import { saidIn } from './given.ts'
import { Mrkdwn } from './mrkdwn.tsx'
import { useScope } from './scope.ts'

/** A text object: plain_text, or mrkdwn. */
export function Words({ text }: { readonly text: unknown }): ReactNode {
  const { look } = useScope()
  if (isJson(text) && text.type === 'mrkdwn') return <Mrkdwn text={saidIn(text)} look={look} />
  return plainWords(text)
}

/** A plain_text, with its emoji drawn unless it asks not to. */
export function plainWords(text: unknown): string {
  return isJson(text) && text.emoji === false ? saidIn(text) : withEmoji(saidIn(text))
}

import type { ModalView, HomeView } from '@slack/types'
import { z } from 'zod'
import type { View } from '../message/view.ts'

/** What private_metadata holds: the question, sealed, and where answers go that a click in the view asks for. */
export type ViewPlace = { readonly token: string; readonly channel: string; readonly thread: string | undefined }

const Place = z.tuple([z.string(), z.string(), z.string().nullable()])

/** Reads private_metadata as `makeViewPayload` wrote it; empty where it is none of ours. */
export function readPlace(metadata: string): ViewPlace {
  try {
    const [token, channel, thread] = Place.parse(JSON.parse(metadata))
    return { token, channel, thread: thread ?? undefined }
  } catch {
    return { token: '', channel: '', thread: undefined }
  }
}

/** A view as Slack takes it. https://docs.slack.dev/reference/views */
export function makeViewPayload(view: View): ModalView | HomeView {
  const { venue } = view
  const metadata = JSON.stringify([view.token ?? '', venue?.channel ?? '', venue?.thread ?? null])
  const shared = { blocks: [...view.blocks], private_metadata: metadata, callback_id: view.form ?? 'view' }
  if (view.type === 'home') return { type: 'home', ...shared }
  return {
    type: 'modal',
    title: plain(view.title ?? 'whodid'),
    ...(view.submit === undefined ? {} : { submit: plain(view.submit) }),
    close: plain(view.close ?? 'Close'),
    ...shared,
  }
}

function plain(text: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text, emoji: false }
}

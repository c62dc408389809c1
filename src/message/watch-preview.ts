import { never } from '../lib/never.ts'
import { line, type Part, say, stress } from './piece.ts'
import { sayCount } from './say-count.ts'

/** What a watch would have told over the last day. */
export type Preview =
  | { readonly kind: 'counting' }
  /** It would cost too much to look just for that. */
  | { readonly kind: 'not-looked'; readonly why: string }
  | {
      readonly kind: 'counted'
      readonly events: number
      readonly messages: number
      readonly standOut: number
      /** Not everything was seen. */
      readonly partly: boolean
    }

/** More messages a day than this are too many to read. */
const MANY = 50

/** How much a watch would have told, with a hint where that is a lot. */
export function previewParts(preview: Preview): readonly Part[] {
  switch (preview.kind) {
    case 'counting':
      return [line(say('Looking what it would have told over the last 24 hours…'))]
    case 'not-looked':
      return [line(say(`Not looked what it would have told over the last 24 hours: ${preview.why}`))]
    case 'counted': {
      const { events, messages, standOut, partly } = preview
      const least = partly ? 'at least ' : ''
      return [
        line(
          say('Over the last 24 hours it would have told '),
          ...(events === 0
            ? [stress('nothing'), say(partly ? ' of what could be seen.' : '.')]
            : [
                stress(`${least}${sayCount(events, 'event')} in about ${sayCount(messages, 'message')}`),
                say(
                  `, of which ${standOut === 0 ? 'none stands' : `${standOut} ${standOut === 1 ? 'stands' : 'stand'}`} out.`,
                ),
              ]),
          say(partly ? ' Not everything could be seen: /whodid doctor says what is missing.' : ''),
        ),
        ...(messages > MANY ? [line(stress('That is a lot for a channel. '), say(HINT))] : []),
      ]
    }
    default:
      return never(preview)
  }
}

const HINT =
  'Narrow it (writes, denied, not event:…), or have it tell hourly, daily or only what stands out: Change… below.'

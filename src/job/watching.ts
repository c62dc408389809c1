import type { WatchSettings } from '../watch/settings.ts'
import type { WatchStore } from '../watch/store.ts'

/** What setting and changing watches needs. */
export type Watching = {
  readonly store: WatchStore
  readonly settings: WatchSettings
  /** How many watches there may be. */
  readonly perChannel: number
  readonly perWorkspace: number
  /** A new id, as `read-watch.ts` reads them: `w-` and four to twelve small letters and digits. */
  readonly newId: () => string
}

/** What the token of a watch's buttons holds, with its id behind it: no words of a question start so. */
export const WATCH = 'watch:'
/** What the token of a form holds that changes a watch, with its id and version behind it: `w-3fkx9a 4`. */
export const FORM_OF = 'watch-form:'

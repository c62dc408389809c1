import type { Exhibit } from './exhibit.ts'
import { ACTIONS } from './gallery-actions.ts'
import { CONTAINERS } from './gallery-containers.ts'
import { FORMS } from './gallery-forms.ts'
import { NUMBERS } from './gallery-numbers.ts'
import { TEXTS } from './gallery-text.ts'

/** Every block and element. */
export const GALLERY: readonly Exhibit[] = [...TEXTS, ...ACTIONS, ...NUMBERS, ...CONTAINERS, ...FORMS]

import { instant } from '../lib/instant.ts'
import type { Question } from './question.ts'

/** For rights that no question belongs to: may they ask here at all? */
export const NO_QUESTION: Question = { terms: [], window: { from: instant(0), to: instant(0) } }

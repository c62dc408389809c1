import { existsSync } from 'node:fs'

/** Real CloudTrail records with exact answers, where they lie beside this checkout; tests on them are skipped elsewhere. */
export const REAL_RECORDS = '../shared/data/cloudtrail'
export const hasRealRecords = existsSync(`${REAL_RECORDS}/answers.json`)
export const WHY_SKIPPED = hasRealRecords ? '' : ' (skipped: the real records are not here)'

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Event } from '../event/event.ts'
import { answerQuestion } from '../job/answer-question.ts'
import { instant, sayInstant } from '../lib/instant.ts'
import { makeFolder } from '../lib/make-folder.ts'
import { plain } from '../lib/plain.ts'
import { readQuestion } from '../question/read-question.ts'
import { openLogFiles } from '../wire-log-files.ts'
import type { CliOptions } from './options.ts'
import { stagesOf } from './stages.ts'

/** What the events of a case are called in its answer, wherever they were recorded. */
const PLACE = 'recorded events'

/**
 * Keeps one question as a case: what was asked (`_question.txt`, `_now.txt`, `_estate.json`), the records that answered
 * it (`_events/events.jsonl`), and each stage of answering it from these records, as JSON.
 */
export async function recordCase(
  dir: string,
  asked: Pick<CliOptions, 'words' | 'accounts'> & { readonly zone: string; readonly now: number },
  events: readonly Event[],
): Promise<void> {
  makeFolder(join(dir, '_events'))
  await Promise.all([
    writeFile(join(dir, '_question.txt'), `${asked.words}\n`),
    writeFile(join(dir, '_now.txt'), `${sayInstant(instant(asked.now))} ${asked.zone}\n`),
    writeFile(join(dir, '_estate.json'), json({ accounts: asked.accounts })),
    writeFile(join(dir, '_events', 'events.jsonl'), events.map(({ record }) => `${JSON.stringify(record)}\n`).join('')),
  ])
  const stages = await answerCase(dir)
  await Promise.all(Object.entries(stages).map(([stage, value]) => writeFile(join(dir, `${stage}.json`), json(value))))
}

/** Answers a recorded case again: each stage as plain data. Throws where the words are no longer understood. */
export async function answerCase(dir: string): Promise<Readonly<Record<string, unknown>>> {
  const words = (await readFile(join(dir, '_question.txt'), 'utf8')).trimEnd()
  const [now = '', zone = ''] = (await readFile(join(dir, '_now.txt'), 'utf8')).trim().split(' ')
  const { accounts } = JSON.parse(await readFile(join(dir, '_estate.json'), 'utf8'))
  const askedAt = instant(Date.parse(now))
  const reading = readQuestion(words, { now: askedAt, zone, accounts })
  if (reading.kind !== 'understood') throw new Error(`the words of ${dir} are not understood: ${words}`)
  const files = await openLogFiles([{ name: PLACE, path: join(dir, '_events'), index: undefined }], accounts)
  try {
    const { signal } = new AbortController()
    const answered = await answerQuestion(reading.question, files.sources, {
      signal,
      zone: reading.zone,
      askedAt,
      asker: 'whodid',
    })
    return stagesOf(reading.question, answered, reading)
  } finally {
    await files.close()
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(plain(value), null, 2)}\n`
}

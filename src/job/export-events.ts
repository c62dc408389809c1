import { createHash } from 'node:crypto'
import { scheduler } from 'node:timers/promises'
import { recordHash } from '../event/record-hash.ts'
import type { Part } from '../message/piece.ts'
import { type Collected, makeCollecting } from '../export/collected.ts'
import { csvLine } from '../export/csv.ts'
import { evidenceHashes } from '../export/evidence-hashes.ts'
import { csvFile, exportLacks, jsonLinesFile } from '../export/export-file.ts'
import { fileName } from '../export/file-name.ts'
import { makeLocalTime } from '../export/local-time.ts'
import { jsonLine } from '../export/json-line.ts'
import { reportText } from '../export/report.ts'
import { emptyMessage } from '../message/empty-message.ts'
import { fileDoneMessage, noFileMessage } from '../message/file-messages.ts'
import { sayCount } from '../message/say-count.ts'
import type { Question, Understood } from '../question/question.ts'
import { sayInWords } from '../question/say-in-words.ts'
import type { ExportFormat } from '../question/wanted.ts'
import type { Answered } from './answer-question.ts'
import type { Asked } from './asked.ts'
import { behindParts } from './behind-parts.ts'
import { eventWords } from './event-words.ts'
import { look, type LookDeps, sayTo } from './look.ts'
import type { Upload } from './ports.ts'
import type { Work } from './reply-deps.ts'

/** All events of a question as a file in the thread, with a sentence that says what is in it and what is not. */
export async function exportEvents(
  work: Work,
  reading: Understood,
  question: Question,
  deps: LookDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const format = reading.wanted.kind === 'export' ? reading.wanted.format : 'csv'
  const alias = new Map(deps.sources.estate.accounts.map((account) => [account.id, account.alias]))
  const csv = { localTime: makeLocalTime(reading.zone), alias: (id: string) => alias.get(id) }
  const collecting = makeCollecting(
    deps.redact,
    (event) => (format === 'csv' ? csvLine(event, csv) : jsonLine(event)),
    (event) => (format === 'report' ? recordHash(event.record) : ''),
  )
  const looked = await look(work, reading, question, deps, signal, (event) => collecting.add(event))
  if (looked.kind === 'told') return looked.asked
  const { answered } = looked
  if (answered.answer.headline.events === 0) {
    const empty = emptyMessage(answered.answer, { asker: work.asker.person })
    return { outcome: 'empty', sent: await sayTo(work, deps, empty), answered }
  }
  const collected = collecting.done()
  const parts = format === 'report' ? await behindParts(answered, work, deps, signal) : undefined
  const { files, said } = await makeFiles(format, { work, reading, question, deps, answered, collected, behind: parts })
  const sent = await deps.outbox.upload(work.venue, files, said, `${work.key}/export`)
  if (sent.kind !== 'posted') await sayTo(work, deps, noFileMessage(sent))
  else if (work.view !== undefined) await sayTo(work, deps, fileDoneMessage(said))
  return { outcome: 'done', sent, answered }
}

type Made = { readonly files: readonly Upload[]; readonly said: string }

type Making = {
  readonly work: Work
  readonly reading: Understood
  readonly question: Question
  readonly deps: LookDeps
  readonly answered: Answered
  readonly collected: Collected
  readonly behind: readonly Part[] | undefined
}

async function makeFiles(format: ExportFormat, making: Making): Promise<Made> {
  const { question, answered, collected } = making
  const lacks = exportLacks(answered.answer, collected)
  const title = sayInWords(question).slice(0, 150)
  const events = sayCount(collected.lines.length, 'event')
  const hidden = collected.hidden === 0 ? [] : [`${sayCount(collected.hidden, 'value')} that may be secret: hidden.`]
  if (format === 'csv') {
    const bytes = await bytesOf(csvFile(collected, lacks))
    const said = [`${events} as CSV, newest first.`, ...lacks, ...hidden, `SHA-256 ${sha256(bytes)}`]
    return { files: [{ name: fileName(question, 'csv'), title, bytes }], said: said.join(' ') }
  }
  const records = await bytesOf(jsonLinesFile(collected, lacks))
  const recordsFile = { name: fileName(question, 'jsonl'), title: `${title}: events`, bytes: records }
  if (format === 'jsonl') {
    const said = [`${events} as JSON Lines, newest first.`, ...lacks, ...hidden, `SHA-256 ${sha256(records)}`]
    return { files: [{ ...recordsFile, title }], said: said.join(' ') }
  }
  const report = await bytesOf(reportOf(making, lacks, { name: recordsFile.name, sha256: sha256(records) }))
  const said = [
    `A report, and the ${events} it rests on as JSON Lines.`,
    ...lacks,
    ...hidden,
    `SHA-256 of the report ${sha256(report)}; that of the events is in the report.`,
  ]
  return {
    files: [{ name: fileName(question, 'md'), title: `${title}: report`, bytes: report }, recordsFile],
    said: said.join(' '),
  }
}

function reportOf(
  { work, reading, deps, answered, collected, behind }: Making,
  lacks: readonly string[],
  file: { readonly name: string; readonly sha256: string },
): Generator<string> {
  const { answer, evidence, plan } = answered
  return reportText({
    answer,
    events: evidence.events,
    words: eventWords(evidence.events, reading.zone, deps),
    plan: plan.why,
    generatedAt: deps.now(),
    asker: work.asker.person,
    version: deps.version,
    behind,
    hashes: evidenceHashes(collected.lines, (text) => sha256(Buffer.from(text))),
    files: [{ ...file, events: collected.lines.length }],
    lacks,
    hidden: collected.hidden,
  })
}

/** Slack wants to know the length of a file before its bytes: they are put together piece by piece, and others get their turn in between. */
async function bytesOf(pieces: Iterable<string>): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < 1_000_000) continue
    chunks.push(Buffer.from(text))
    text = ''
    await scheduler.yield()
  }
  chunks.push(Buffer.from(text))
  return Buffer.concat(chunks)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

import { createHash } from 'node:crypto'
import { type Collected, makeCollecting } from '../export/collected.ts'
import { csvLine } from '../export/csv.ts'
import { evidenceHashes } from '../export/evidence-hashes.ts'
import type { Event } from '../event/event.ts'
import { csvFile, exportLacks, jsonLinesFile } from '../export/export-file.ts'
import { makeLocalTime } from '../export/local-time.ts'
import { reportText } from '../export/report.ts'
import type { Answered, Sources } from '../job/answer-question.ts'
import { eventWords } from '../job/event-words.ts'
import type { Instant } from '../lib/instant.ts'
import { makeRedact } from '../policy/redact.ts'
import type { ExportFormat } from '../question/wanted.ts'

/** Gathers events as they are found, and gives the whole export in pieces: the same as the files in Slack. */
export function makeExport(format: ExportFormat, sources: Sources, zone: string) {
  const redact = makeRedact()
  const alias = new Map(sources.estate.accounts.map((account) => [account.id, account.alias]))
  const csv = { localTime: makeLocalTime(zone), alias: (id: string) => alias.get(id) }
  const collecting = makeCollecting(redact, (event) =>
    format === 'csv' ? csvLine(event, csv) : JSON.stringify(event.record),
  )
  return {
    onEvent: (event: Event) => collecting.add(event),
    pieces(answered: Answered, around: { readonly generatedAt: Instant; readonly version: string }): Iterable<string> {
      const collected = collecting.done()
      const lacks = exportLacks(answered.answer, collected)
      if (format === 'csv') return csvFile(collected, lacks)
      if (format === 'jsonl') return jsonLinesFile(collected, lacks)
      return report(answered, collected, lacks, around)
    },
  }

  function report(
    { answer, evidence, plan }: Answered,
    collected: Collected,
    lacks: readonly string[],
    around: { readonly generatedAt: Instant; readonly version: string },
  ): Iterable<string> {
    return reportText({
      answer,
      events: evidence.events,
      words: eventWords(evidence.events, zone, { sources, redact }),
      plan: plan.why,
      ...around,
      asker: 'whodid',
      behind: undefined,
      hashes: evidenceHashes(collected.lines, (text) => createHash('sha256').update(text).digest('hex')),
      files: [],
      lacks,
      hidden: collected.hidden,
    })
  }
}

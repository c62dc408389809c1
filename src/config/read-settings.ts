import { LineCounter, isMap, isNode, isScalar, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import type { z } from 'zod'
import { settingAt } from './list-settings.ts'
import { redactText } from './redact.ts'
import { Settings } from './schema.ts'

/** Thrown for settings that can't be used. Each line names the place, what was expected, and an example. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** The text of a settings file, as settings. Throws a SettingsError that says everything that is wrong. */
export function readSettings(text: string, file: string): Settings {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    throw new SettingsError(
      document.errors.map(
        (error) =>
          `${file} line ${lines.linePos(error.pos[0]).line}: ${redactText(error.message.split('\n')[0] ?? '')}`,
      ),
    )
  }
  const secret = /\b(xox[a-z]|xapp)-/i.test(text)
  if (secret)
    throw new SettingsError([`${file}: a Slack token does not belong in this file, it comes from the environment`])
  keepAccountIds(document)
  const read = Settings.safeParse(document.toJS() ?? {})
  if (read.success) return read.data
  throw new SettingsError(
    read.error.issues.flatMap((issue) =>
      sayIssue(issue).map(({ path, said }) => `${file}${lineOf(document, path, lines)}: ${said}`),
    ),
  )
}

/**
 * Twelve digits without quotes are a number to YAML: `012345678901` would lose its zero. They're taken as they stand in
 * the file.
 */
function keepAccountIds(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'number' && node.source !== undefined && /^\d{12}$/.test(node.source))
        node.value = node.source
    },
  })
}

function sayIssue(issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; said: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      const hint = /token|secret|password/i.test(key) ? '; secrets come from the environment' : ''
      return { path, said: `${sayPath(path)}: there is no such setting${hint}` }
    })
  }
  const setting = settingAt(issue.path)
  const example = setting === undefined ? '' : `. Example: ${sayExample(setting.path, setting.example)}`
  return [{ path: issue.path, said: `${sayPath(issue.path)}: ${issue.message}${example}` }]
}

function sayPath(path: readonly PropertyKey[]): string {
  return redactText(path.map(String).join('.') || 'the file')
}

function sayExample(path: string, example: string): string {
  return `${path.split('.').at(-1)}: ${example}`
}

/** The line of the value, or of the nearest thing around it. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): string {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last)
      if (pair !== undefined && isNode(pair.key) && pair.key.range)
        return ` line ${lines.linePos(pair.key.range[0]).line}`
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return ` line ${lines.linePos(node.range[0]).line}`
  }
  return ''
}

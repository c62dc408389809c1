import { LineCounter, isMap, isNode, isScalar, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import type { z } from 'zod'
import { distance } from 'fastest-levenshtein'
import { namesIn, settingAt } from './list-settings.ts'
import { redactText } from './redact.ts'
import { Settings } from './schema.ts'

/** Thrown for settings that can't be used. Each line names the place, what was expected, and an example. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  /** The first of them: nobody reads more. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const more = problems.length - MOST_SAID
    const said = [...problems.slice(0, MOST_SAID), ...(more > 0 ? [`and ${more} more`] : [])]
    super(`The settings cannot be used:\n${said.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = said
  }
}

const MOST_SAID = 20

/** The text of a settings file, as settings. Throws a SettingsError that says everything that is wrong. */
export function readSettings(text: string, file: string): Settings {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    throw new SettingsError(
      document.errors.map((error) => `${file} line ${lines.linePos(error.pos[0]).line}: ${sayYaml(error)}`),
    )
  }
  const secret = /\b(xox[a-z]|xapp)-/i.test(text)
  if (secret)
    throw new SettingsError([`${file}: a Slack token does not belong in this file, it comes from the environment`])
  keepAccountIds(document)
  const read = Settings.safeParse(valuesOf(document, file) ?? {})
  if (read.success) return read.data
  // Of a file that holds no settings at all, whatever else is wrong would only mislead.
  const whole = read.error.issues.filter(({ path, code }) => path.length === 0 && code === 'invalid_type')
  throw new SettingsError(
    (whole.length > 0 ? whole : read.error.issues).flatMap((issue) =>
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

/** What YAML itself refuses, in a line; the file and the line are said before it. */
function sayYaml({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'one document is expected, and a line of --- begins another'
  const [first = ''] = message.split('\n')
  return redactText(first.replace(/ at line \d+, column \d+:?$/, ''))
}

/** An alias of nothing, or of far too much, is found out here only. */
function valuesOf(document: Document, file: string): unknown {
  try {
    return document.toJS()
  } catch (error) {
    throw new SettingsError([`${file}: ${error instanceof Error ? redactText(error.message) : 'cannot be read'}`])
  }
}

function sayIssue(issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; said: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      return { path, said: `${sayPath(path)}: there is no such setting${hintFor(path)}` }
    })
  }
  if (issue.path.length === 0)
    return [{ path: [], said: 'the file: settings are expected, one a line. Example: logLevel: info' }]
  const setting = settingAt(issue.path) ?? settingAt(issue.path.slice(0, -1))
  const example = setting === undefined ? '' : `. Example: ${sayExample(setting.path, setting.example)}`
  return [{ path: issue.path, said: `${sayPath(issue.path)}: ${sayExpected(issue)}${example}` }]
}

/** The schema says it in its own words but for a whole section or list that is something else. */
function sayExpected({ message }: z.core.$ZodIssue): string {
  if (message.startsWith('Invalid input: expected object, received null'))
    return 'settings are expected below it; without any, leave it out'
  if (message.startsWith('Invalid input: expected object')) return 'settings are expected below it'
  return message.startsWith('Invalid input: expected array') ? 'a list is expected' : message
}

function hintFor(path: readonly PropertyKey[]): string {
  const [key, around] = [String(path.at(-1)), path.slice(0, -1)]
  if (/token|secret|password/i.test(key)) return '; secrets come from the environment'
  const near = namesIn(around).find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= 2)
  return near === undefined || key.length < 3 ? '' : `; is it ${near}?`
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

import { fitsJson } from './fits-json.ts'
import { readJsonPattern } from './read-json-pattern.ts'
import { readTerms } from './read-terms.ts'

/**
 * A filter pattern as a test of messages. Throws InvalidParameterException for what the grammar does not have.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function makeTest(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim()
  if (trimmed === '' || trimmed === '""' || trimmed === '" "') return () => true
  if (!trimmed.startsWith('{')) return readTerms(trimmed)
  const condition = readJsonPattern(trimmed)
  return (message) => {
    if (!message.startsWith('{')) return false
    try {
      return fitsJson(condition, JSON.parse(message))
    } catch {
      return false
    }
  }
}

import type { Answer } from '../answer/answer.ts'
import { code, joined, type Line, say } from './piece.ts'
import { sayCount, sayNumber, sayTimes } from './say-count.ts'

export type ActionCount = Answer['changes'][number]

/** `iam CreateAccessKey ×3: Bob, Carol and 1 more`. */
export function actionLine(action: ActionCount, targets = 3): Line {
  return [code(callOf(action)), say(sayTimes(action.events)), ...targetPieces(action, targets)]
}

/** `iam:CreateAccessKey`: a service as people write it and its call. */
export function callOf(action: { readonly source: string; readonly name: string }): string {
  return `${serviceName(action.source)}:${action.name}`
}

/** `ec2` of `ec2.amazonaws.com`; CloudWatch is called `monitoring` there. */
export function serviceName(source: string): string {
  const name = source.endsWith('.amazonaws.com') ? source.slice(0, -'.amazonaws.com'.length) : source
  return RENAMED[name] ?? name
}

const RENAMED: Readonly<Record<string, string>> = {
  __proto__: null as never,
  monitoring: 'cloudwatch',
  events: 'eventbridge',
  elasticloadbalancing: 'elb',
  elasticfilesystem: 'efs',
  states: 'stepfunctions',
}

function targetPieces(action: ActionCount, most: number): Line {
  if (action.targets.length === 0) return []
  const named = action.targets.slice(0, most)
  const lines = named.map(
    ([target, events]): Line => [code(target, 80), say(action.events === events ? '' : sayTimes(events))],
  )
  const more = action.targetCount - named.length
  return [say(' on '), ...joined(lines, ', '), say(more > 0 ? ` and ${sayNumber(more)} more` : '')]
}

/** `… and 12 more kinds of call`, as the last line of a list that was cut; no line where nothing was. */
export function moreLine(left: number, one = '', many = one === '' ? '' : `${one}s`, where = ''): readonly Line[] {
  return left > 0 ? [[say(`… and ${sayCount(left, `more ${one}`, `more ${many}`).trimEnd()}${where}`)]] : []
}

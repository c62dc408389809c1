import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeLogFiles } from '../../../src/backends/log-files/backend.ts'
import type { Event } from '../../../src/event/event.ts'
import { isWrite } from '../../../src/event/outcome.ts'
import { sayInstant } from '../../../src/lib/instant.ts'
import type { NamedBy, Predicate } from '../../../src/question/question.ts'
import { gather, searchFor } from './made-folder.ts'

const FOLDER = join(import.meta.dirname, '../../../../shared/data/cloudtrail')

type Asked = {
  readonly name: string
  readonly kind: string
  readonly value: string
  readonly only?: 'errors' | 'writes'
  readonly answer: {
    readonly count: number
    readonly sha256: string
    readonly first: string | null
    readonly last: string | null
    readonly errors: number
    readonly writes: number
  }
}

const IDENTITIES: Readonly<Record<string, NamedBy>> = {
  user: 'user',
  session: 'session',
  role: 'role',
  role_arn: 'arn',
  key: 'key',
}

/** Answers that an independent script computed over published records of real accounts. */
describe.skipIf(!existsSync(FOLDER))('over a corpus of real records (skipped where it is absent)', async () => {
  const questions = existsSync(FOLDER) ? readQuestions() : []
  const backends = [true, false].map((prefilter) =>
    makeLogFiles({ root: FOLDER, name: 'corpus', threads: 2, prefilter }),
  )

  it('there are questions', () => expect(questions).toHaveLength(75))

  for (const { name, kind, value, only, answer } of questions) {
    it(`${name}${only === undefined ? '' : ` ${only} only`} is answered exactly`, async () => {
      for (const backend of backends) {
        const search = searchFor([predicateOf(kind, value), ...(only === undefined ? [] : [onlyOf(only)])])
        const found = await gather(backend, search)

        const events = found.events.filter((event) => counts(event, kind, only))
        const times = events.map(({ time }) => time).sort((a, b) => a - b)
        expect(found.gaps).toEqual([])
        expect({
          count: events.length,
          sha256: hashOf(events),
          first: sayTime(times[0]),
          last: sayTime(times.at(-1)),
          errors: events.filter(hasCode).length,
          writes: events.filter(isWrite).length,
        }).toEqual({
          count: answer.count,
          sha256: answer.sha256,
          first: answer.first,
          last: answer.last,
          errors: answer.errors,
          writes: answer.writes,
        })
      }
    })
  }
})

function readQuestions(): readonly Asked[] {
  return (JSON.parse(readFileSync(join(FOLDER, 'answers.json'), 'utf8')) as { readonly questions: readonly Asked[] })
    .questions
}

function predicateOf(kind: string, value: string): Predicate {
  const by = IDENTITIES[kind]
  if (by !== undefined) return { kind: 'identity', by, value, prefix: false }
  return { kind, value, prefix: false } as Predicate
}

function onlyOf(only: 'errors' | 'writes'): Predicate {
  return only === 'errors' ? { kind: 'outcome', value: 'errors' } : { kind: 'access', value: 'writes' }
}

/**
 * The script's words are narrower than ours in two places: to it an error has an errorCode (a failed console sign-in has
 * none), and an account is a recipientAccountId (a few old records have none).
 */
function counts(event: Event, kind: string, only: Asked['only']): boolean {
  if (only === 'errors' && !hasCode(event)) return false
  return kind !== 'account' || event.record.recipientAccountId !== undefined
}

function hasCode({ record }: Event): boolean {
  return record.errorCode !== undefined
}

function hashOf(events: readonly Event[]): string {
  const ids = events.map(({ id }) => id).sort()
  return createHash('sha256').update(ids.join('\n')).digest('hex')
}

function sayTime(time: Event['time'] | undefined): string | null {
  return time === undefined ? null : sayInstant(time)
}

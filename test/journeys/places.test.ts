import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ELSEWHERE, JOURNEYS, NOT_IN_LAMBDA, ONLY_IN_LAMBDA } from './places.ts'

const ENDING = '.test.ts'
const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .filter((name) => name !== 'places')

describe('the list of journeys', () => {
  it('has each of them once', () => {
    const listed = [JOURNEYS, NOT_IN_LAMBDA, ONLY_IN_LAMBDA].flatMap((list) => Object.keys(list))

    expect(listed.toSorted()).toEqual(files.toSorted())
  })

  it.each(Object.entries(JOURNEYS))(
    '%s runs where it is listed, and says why nowhere else',
    (name, { places, because }) => {
      expect(places.length === 3 || (because ?? '').length > 40).toBe(true)
      expect(readFileSync(join(import.meta.dirname, `${name}${ENDING}`), 'utf8')).toMatch(
        new RegExp(`describe\\.each\\(placesOf\\('${name}'\\)\\)\\('.*%s[^]*await startIn\\(place[,)]`),
      )
    },
  )

  it.each(Object.entries({ ...NOT_IN_LAMBDA, ...ELSEWHERE }))('%s has its reason', (_, because) => {
    expect(because.length).toBeGreaterThan(40)
  })

  it.each(Object.keys(ELSEWHERE))('%s exists', (file) => {
    expect(readFileSync(join(import.meta.dirname, '..', file), 'utf8')).toMatch(/\b(it|test)[.(]/)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPushed } from '../../src/watch/read-pushed.ts'
import { pushed } from '../made/pushed.ts'
import { record } from '../made/records.ts'

const text = (more?: object) => JSON.stringify(pushed(record(), more))

describe('a pushed message', () => {
  it.each([
    'AWS API Call via CloudTrail',
    'AWS Console Sign In via CloudTrail',
    'AWS Console Signin via CloudTrail',
    'AWS Service Event via CloudTrail',
  ])('of the kind %s is the event that a look would find', (kind) => {
    const read = readPushed(text({ 'detail-type': kind }))

    expect(read).toMatchObject({ kind: 'event', event: { id: record().eventID, account: '111122223333' } })
  })

  it('of a record that does not say its account or Region is of those of its envelope', () => {
    const { recipientAccountId: _, awsRegion: __, ...rest } = record()

    expect(readPushed(JSON.stringify(pushed(rest, { region: 'eu-west-1' })))).toMatchObject({
      event: { account: '111122223333', region: 'eu-west-1' },
    })
  })

  it.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['null', 'not an event of EventBridge'],
    ['[]', 'not an event of EventBridge'],
    [text({ account: '1' }), 'not an event of EventBridge'],
    [text({ account: null }), 'not an event of EventBridge'],
    [text({ detail: 'x' }), 'not an event of EventBridge'],
    [text({ source: 'com.example' }), 'not from AWS'],
    [text({ 'detail-type': 'AWS Insight via CloudTrail' }), 'not a record of CloudTrail'],
    [text({ account: '444455556666' }), 'a record of another account than its envelope says'],
    [text({ detail: { eventName: 'RunInstances', eventTime: 'yesterday' } }), 'a record that cannot be read'],
  ])('%.60s is dropped: %s', (body, why) => {
    expect(readPushed(body)).toEqual({ kind: 'dropped', why })
  })

  it('may be any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (detail, anything) => {
        expect(['event', 'dropped']).toContain(readPushed(JSON.stringify(pushed({}, { detail }))).kind)
        expect(readPushed(JSON.stringify(anything)).kind).toBe('dropped')
      }),
    )
  })
})

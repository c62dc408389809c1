import type { ActionsBlock, InputBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { askFormView } from '../../src/message/ask-form.ts'
import { type HomeShown, homeView } from '../../src/message/home-view.ts'
import { helpMessage } from '../../src/message/help-message.ts'
import { makeMessage } from '../../src/message/make-message.ts'
import { offersBlocks, offersView } from '../../src/message/offers-view.ts'
import { plainText } from '../../src/message/plain.ts'
import { validateBlocks } from '../../src/message/validate-blocks.ts'
import { validateView } from '../../src/message/validate-view.ts'
import type { View } from '../../src/message/view.ts'
import { FORM_FIELDS } from '../../src/question/check-form.ts'
import { makeOffers } from '../../src/question/offers.ts'
import { pickOut } from '../../src/question/pick-out.ts'
import { makeViewPayload } from '../../src/slack/view-payload.ts'
import { ACCOUNTS, ask, NOW } from '../question/asking.ts'
import { questions } from '../question/generated.ts'
import { MESSAGES } from '../question/messages.ts'

const CONTEXT = { now: NOW, zone: 'Europe/Berlin', accounts: ACCOUNTS }
const LONGEST_TOKEN = 240

describe('*Who did this?*', () => {
  it.each(MESSAGES)('is a view that Slack takes: $title', ({ message }) => {
    const view = offered(message)

    expect(problems(view)).toEqual([])
  })

  test('says what it recognised, for which window, and what each thing is', () => {
    const { message } = MESSAGES.find(({ title }) => title.includes('alert of a refused call')) ?? {
      message: undefined,
    }

    const said = plainText(offered(message).blocks)

    expect(said).toContain('An alert about a CloudTrail event.')
    expect(said).toContain('Window: Mon 23 Nov 2026 14:02:11–16:02:11 (Europe/Berlin) · 13:02:11–15:02:11 UTC')
    expect(said).toContain('Event 11111111-2222-4333-8444-555555555555')
    expect(said).toContain('Session arn:aws:sts::111122223333:assumed-role/Deploy/ci-42')
    expect(said).toContain('Resource arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf')
  })

  test('says what it looks for where a message names nothing, and offers the form', () => {
    const view = offered({ text: 'lunch?' })

    expect(plainText(view.blocks)).toContain('This message names nothing that I could ask about.')
    expect(actionsIn(view)).toEqual(['open-form'])
  })

  test('does not make markup of what a message holds', () => {
    const view = offered({
      text: 'userName: "<!channel>" arn:aws:iam::111122223333:role/<https://evil.example|x> arn:aws:s3:::*b*',
    })

    expect(JSON.stringify(view)).not.toMatch(/mrkdwn|<!channel>|https?:/)
  })

  test('fits in a modal and in a message, whatever a message names', () => {
    const many = fc.array(
      fc.tuple(fc.constantFrom('user/', 'role/', 'user/a/b/'), fc.stringMatching(/^[\w+=,.@-]{1,200}$/)),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(many, (names) => {
        const text = names.map(([kind, name]) => `arn:aws:iam::111122223333:${kind}${name}`).join(' ')
        const blocks = blocksOf({ text })
        expect(problems(offered({ text }))).toEqual([])
        expect(validateBlocks('message', blocks)).toEqual([])
        expect(JSON.stringify(makeMessage(blocks).blocks).length).toBeLessThan(13_000)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the form', () => {
  test('is a view that Slack takes, with an input for each field under the name that its check knows', () => {
    const view = askFormView()

    expect(problems(view)).toEqual([])
    const inputs = view.blocks.filter((block): block is InputBlock => block.type === 'input')
    expect(inputs.map(({ block_id }) => block_id)).toEqual(
      [...FORM_FIELDS].sort(byForm(inputs.map(({ block_id }) => block_id))),
    )
    for (const { block_id, element } of inputs) expect('action_id' in element && element.action_id).toBe(block_id)
  })
})

describe('the Home tab', () => {
  const recent = (words: string, at: number): HomeShown['recent'][number] => {
    const reading = ask(words)
    if (reading.kind !== 'understood') throw new Error(words)
    return { question: reading.question, askedAt: NOW, token: `q1.${String(at).padStart(LONGEST_TOKEN - 3, 'x')}` }
  }
  const empty: HomeShown = {
    recent: [],
    watches: undefined,
    health: 'unasked',
    healthAt: undefined,
    zone: 'Europe/Berlin',
  }

  it.each<[string, Partial<HomeShown>]>([
    ['empty', {}],
    ['closed to those who may ask nothing', { health: 'hidden' }],
    ['with questions', { recent: [recent('Alice 24h', 1), recent('root 90d', 2)] }],
    ['with no watches', { watches: [] }],
    [
      'with watches',
      {
        watches: Array.from({ length: 40 }, (_, at) => ({
          id: `w-${at}`,
          said: 'What Alice did',
          channel: 'C00OPS',
          state: 'each time',
          token: `q1.${String(at).padStart(LONGEST_TOKEN - 3, 'w')}`,
          watch: { hold: undefined, urgency: { kind: 'each' } as const },
        })),
      },
    ],
    ['with health', { health: helpMessage(undefined), healthAt: NOW }],
  ])('is a view that Slack takes: %s', (_title, shown) => {
    expect(problems(homeView({ ...empty, ...shown }))).toEqual([])
  })

  test('lists what was asked, with buttons that carry it', () => {
    const view = homeView({ ...empty, recent: [recent('Alice denied 24h', 1)] })

    expect(plainText(view.blocks)).toContain('What Alice did, refusals only')
    expect(view.blocks.filter(({ block_id }) => block_id?.startsWith('q1.') === true)).toHaveLength(1)
    expect(actionsIn(view)).toEqual(['open-form', 'open-help', 'ask', 'events'])
  })

  test('fits, whatever was asked', () => {
    fc.assert(
      fc.property(fc.array(questions, { maxLength: 30 }), (asked) => {
        const many = asked.map((question, at) => ({ ...recent('a1 24h', at), question }))
        expect(problems(homeView({ ...empty, recent: many, health: helpMessage(undefined) }))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

function blocksOf(message: unknown) {
  const picked = pickOut(message, CONTEXT)
  const offers = makeOffers(picked).map((offer, at) => ({
    offer,
    token: `q1.${String(at).padStart(LONGEST_TOKEN - 3, 'x')}`,
  }))
  return offersBlocks({ ...picked, offers, zone: 'Europe/Berlin' })
}

function offered(message: unknown): View {
  const picked = pickOut(message, CONTEXT)
  const offers = makeOffers(picked).map((offer, at) => ({
    offer,
    token: `q1.${String(at).padStart(LONGEST_TOKEN - 3, 'x')}`,
  }))
  return offersView({ ...picked, offers, zone: 'Europe/Berlin' })
}

function problems(view: View) {
  return validateView(makeViewPayload(view))
}

function actionsIn({ blocks }: View): readonly string[] {
  return blocks
    .filter((block): block is ActionsBlock => block.type === 'actions')
    .flatMap(({ elements }) => elements.flatMap((element) => ('action_id' in element ? [element.action_id ?? ''] : [])))
}

function byForm(order: readonly (string | undefined)[]) {
  return (a: string, b: string) => order.indexOf(a) - order.indexOf(b)
}

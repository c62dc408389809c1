import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskMessage, maskView } from '../../src/message/mask-message.ts'
import { answerMessages } from '../../src/message/answer-messages.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { fillKeys, hasKey, maskKeys, unmaskKeys } from '../../src/policy/mask-keys.ts'
import { answerOf } from '../answer/made.ts'
import { INCIDENT } from '../message/incident.ts'

describe('an access key id that is masked', () => {
  it.each([
    ['AKIAIOSFODNN7EXAMPLE', 'AKIA…MPLE'],
    ['by ASIAIOSFODNN7EXAMPLE, and AKIAI44QH8DHBEXAMPLE.', 'by ASIA…MPLE, and AKIA…MPLE.'],
    ['key:AKIAIOSFODNN7EXAMPLE 24h', 'key:AKIA…MPLE 24h'],
    // Cut by a limit of a message: nothing of its middle is left.
    ['AKIAIOSFODNN7…', 'AKIA…'.concat('…')],
    // Small letters stick to it: whoever makes a call writes its user agent.
    ['keyAKIAIOSFODNN7EXAMPLEis', 'keyAKIA…MPLEis'],
    // No keys.
    ['ASIA', 'ASIA'],
    ['ASIAPACIFIC', 'ASIAPACIFIC'],
    ['AIDACKCEVSQ6C2EXAMPLE', 'AIDACKCEVSQ6C2EXAMPLE'],
    ['XAKIAIOSFODNN7EXAMPLE', 'XAKIAIOSFODNN7EXAMPLE'],
    ['akiaiosfodnn7example', 'akiaiosfodnn7example'],
  ])('%s', (text, masked) => {
    expect(maskKeys(text)).toBe(masked)
  })

  it('is masked once, and tells keys apart by how they end', () => {
    const key = fc
      .tuple(fc.constantFrom('AKIA', 'ASIA'), fc.stringMatching(/^[A-Z2-7]{16}$/))
      .map(([kind, rest]) => kind + rest)
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (id, before, after) => {
        const text = `${before} ${id} ${after}`
        expect(maskKeys(maskKeys(text))).toBe(maskKeys(text))
        expect(hasKey(maskKeys(text))).toBe(false)
        expect(maskKeys(text)).toContain(`${id.slice(0, 4)}…${id.slice(-4)}`)
        expect(maskKeys(text)).not.toContain(id.slice(4, -4))
      }),
    )
  })

  it('is so in every text of a message, which Slack takes still; what its buttons ask stays whole', () => {
    const keys = [{ key: 'AKIAIOSFODNN7EXAMPLE', token: 'k1.made-up-token' }]
    const { root, thread } = answerMessages(answerOf(INCIDENT), { token: 'q1.made-up-token', keys })
    const told = [root, ...thread]
    expect(told.some((message) => hasKey(JSON.stringify(message)))).toBe(true)

    const masked = told.map(maskMessage)

    expect(masked.filter((message) => hasKey(JSON.stringify(message)))).toEqual([])
    expect(masked.flatMap(validateMessage)).toEqual([])
    expect(JSON.stringify(masked[0])).toContain('Only AKIA…MPLE')
    expect(JSON.stringify(masked[0])).toContain('"value":"k1.made-up-token"')
    expect(JSON.stringify(masked[0])).toContain('"block_id":"q1.made-up-token"')
  })

  it('is so in what a form is filled with too', () => {
    const input = { type: 'plain_text_input', action_id: 'a', initial_value: 'key:AKIAIOSFODNN7EXAMPLE' } as const
    const label = { type: 'plain_text', text: 'Of AKIAIOSFODNN7EXAMPLE' } as const
    const view = maskView({
      type: 'modal',
      title: 'AKIAIOSFODNN7EXAMPLE',
      blocks: [{ type: 'input', label, element: input }],
    })

    expect(view).toMatchObject({
      title: 'AKIA…MPLE',
      blocks: [{ label: { text: 'Of AKIA…MPLE' }, element: { initial_value: 'key:AKIA…MPLE' } }],
    })
  })

  it.each([
    ['key:AKIA…MPLE denied', 'key:AKIAIOSFODNN7EXAMPLE', 'key:AKIAIOSFODNN7EXAMPLE denied'],
    ['AKIA…MPLE', 'key:AKIAIOSFODNN7EXAMPLE or AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    // Several look so, or none does: it stays masked, and whoever typed it is told that it cannot be read.
    ['AKIA…MPLE', 'AKIAIOSFODNN7EXAMPLE AKIAI44QH8DHBEXAMPLE', 'AKIA…MPLE'],
    ['AKIA…MPLE', 'ASIAIOSFODNN7EXAMPLE', 'AKIA…MPLE'],
    ['Alice', 'AKIAIOSFODNN7EXAMPLE', 'Alice'],
  ])('%s among %s is %s', (typed, known, whole) => {
    expect(unmaskKeys(typed, known)).toBe(whole)
    expect(fillKeys(typed)).not.toContain('…')
  })
})

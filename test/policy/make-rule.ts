import type { Grant, Rule } from '../../src/policy/policy.ts'

/** Everything. */
export const ALL: Grant = {
  accounts: undefined,
  identities: undefined,
  detail: 'raw',
  watches: true,
  exports: true,
  dollars: 100,
}

/** A rule about everyone, who may everything, but for what is said. */
export function makeRule({ may, ...more }: Partial<Omit<Rule, 'may'>> & { readonly may?: Partial<Grant> }): Rule {
  return {
    name: 'all',
    channels: undefined,
    people: [],
    groups: [],
    everyone: true,
    ...more,
    may: { ...ALL, ...may },
  }
}

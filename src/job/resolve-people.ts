import type { Question, Term } from '../question/question.ts'

type Resolved =
  | { readonly kind: 'resolved'; readonly question: Question }
  /** Slack gave no e-mail for this person. */
  | { readonly kind: 'unknown'; readonly person: string }

/**
 * Turns `@someone` into the name they act under: their Slack e-mail, which is their Identity Center or SAML user name and
 * role session name where the company uses e-mail addresses for these.
 */
export async function resolvePeople(
  question: Question,
  look: (person: string) => Promise<{ readonly email: string | undefined }>,
): Promise<Resolved> {
  const terms: Term[] = []
  for (const term of question.terms) {
    const { predicate } = term
    if (predicate.kind !== 'identity' || predicate.by !== 'person') {
      terms.push(term)
      continue
    }
    const { email } = await look(predicate.value)
    if (email === undefined) return { kind: 'unknown', person: predicate.value }
    terms.push({ ...term, predicate: { ...predicate, by: 'name', value: email } })
  }
  return { kind: 'resolved', question: { ...question, terms } }
}

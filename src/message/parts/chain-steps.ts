import type { Evidence, Hop, Missing } from '../../chain/chain.ts'
import { never } from '../../lib/never.ts'
import { code, joined, type Line, quote, say, stress, time } from '../piece.ts'
import { type AccountCalled, whoLine } from '../say-chain.ts'

/** A step in a line: who, how, when, from where, how sure and why. `same` are the like steps of all chains of a group. */
export function stepLine(hop: Hop, same: readonly Hop[], called: AccountCalled): Line {
  const { who, how, confidence } = hop
  const times = [...new Set(same.flatMap(({ at }) => at ?? []))].sort((a, b) => a - b)
  const keys = [...new Set(same.flatMap(({ key }) => key ?? []))]
  const session: Line =
    who.session === undefined || who.session === '' ? [] : [say(', session '), quote(who.session, 64)]
  return [
    ...whoLine(who, called),
    ...session,
    ...(how === 'not seen' ? [] : [say(` · ${how}`)]),
    ...(keys[0] === undefined
      ? []
      : [say(' '), code(keys[0], 40), say(keys.length > 1 ? ` and ${keys.length - 1} more` : '')]),
    ...(times[0] === undefined ? [] : [say(' · '), time(times[0])]),
    ...(times[0] === undefined || times.length < 2 ? [] : [say(' – '), time(times.at(-1) ?? times[0])]),
    ...addressLine(same),
    say(' · '),
    stress(confidence),
    say(`: ${sayWhy(hop)}`),
    ...(who.sourceIdentity === undefined ? [] : [say(', source identity '), quote(who.sourceIdentity, 64)]),
  ]
}

const ADDRESSES = 3

function addressLine(same: readonly Hop[]): Line {
  const addresses = [
    ...new Set(same.flatMap(({ from }) => (from === undefined || from.address === '' ? [] : [from.address]))),
  ]
  if (addresses.length === 0) return []
  const some = addresses.slice(0, ADDRESSES).map((address): Line => [code(address, 60)])
  const more = addresses.length - some.length
  return [say(' from '), ...joined(some, ', '), say(more > 0 ? ` and ${more} more` : '')]
}

/** Why a step is as sure as it is. */
function sayWhy({ who, how, confidence, missing }: Hop): string {
  switch (confidence) {
    case 'proven':
      return sayProof(who.kind, how)
    case 'likely':
      if (how === 'SwitchRole') return 'the console’s SwitchRole names who switched'
      if (how === 'not seen')
        return 'its unique id is that of this name; its own account’s copy of the call was not seen'
      return 'the same role id, session name and second, and no other call fits'
    case 'claimed':
      return 'only a name says so, and whoever took the role chose it'
    case 'unknown':
      return missing.some(({ why }) => why === 'ambiguous') ? 'several fit equally' : 'nothing that was seen shows it'
    default:
      return never(confidence)
  }
}

function sayProof(kind: Hop['who']['kind'], how: Hop['how']): string {
  switch (how) {
    case 'AssumeRole':
    case 'AssumeRoleWithSAML':
    case 'AssumeRoleWithWebIdentity':
    case 'AssumeRoot':
    case 'GetSessionToken':
      return 'the call gave out this very key'
    case 'GetFederationToken':
      return 'the session names who made it'
    case 'Identity Center':
      return kind === 'role'
        ? 'only Identity Center can take this role'
        : 'Identity Center names the session after its user'
    case 'delivered by AWS':
      return 'AWS gave it these credentials'
    case 'identity provider':
      return 'the identity provider vouched for it'
    case 'access key':
    case 'console sign-in':
    case 'forwarded by a service':
    case 'a call of its own':
    case 'SwitchRole':
    case 'not seen':
      return 'AWS checked its credentials'
    default:
      return never(how)
  }
}

/** What is missing of a step, where it would be, and why it is not here. */
export function missingLines({ missing, candidates }: Hop, called: AccountCalled): readonly Line[] {
  const lines = missing.map(
    (each): Line => [
      say('Missing: '),
      ...whatLine(each),
      ...(each.account === undefined ? [] : [say(', in the trail of '), quote(called(each.account), 40)]),
      ...(each.what === 'issue' ? [say(' or of the caller’s account')] : []),
      say(', any Region, '),
      time(each.from),
      say(' – '),
      time(each.to),
      say(`: ${sayWhyMissing(each)}`),
      ...(each.unseen[0] === undefined
        ? []
        : [code(each.unseen[0].where, 60), say(' ('), quote(each.unseen[0].reason, 40), say(')')]),
      say('.'),
    ],
  )
  if (candidates.length === 0) return lines
  const some = candidates.slice(0, CANDIDATES)
  const named = some.map(({ who, event }): Line => [...whoLine(who, called), say(', event '), code(event, 40)])
  const more = candidates.length - some.length
  return [
    ...lines,
    [say('Candidates, not answers: '), ...joined(named, '; '), say(more > 0 ? `; and ${more} more.` : '.')],
  ]
}

const CANDIDATES = 3

function whatLine({ what, key, uniqueId }: Missing): Line {
  switch (what) {
    case 'issue':
      return key === undefined
        ? [say('the call that gave out its credentials')]
        : [say('the call that gave out '), code(key, 40)]
    case 'caller':
    case 'copy':
      return [say('the caller’s own copy of the call')]
    case 'sign-in':
      return [say('the console sign-in')]
    case 'name':
      return [say('the name of '), code(uniqueId ?? '', 40)]
    case 'key-made':
      return [say('who made the key '), code(key ?? '', 40)]
    default:
      return never(what)
  }
}

function sayWhyMissing({ why, unseen }: Missing): string {
  switch (why) {
    case 'not-looked':
      return 'it was not looked for'
    case 'not-found':
      return 'it was looked for and is not there'
    case 'gap':
      return `${unseen.length} ${unseen.length === 1 ? 'place' : 'places'} did not answer in full, first of all `
    case 'ambiguous':
      return 'more than one fits'
    case 'contradicted':
      return 'what was found cannot be of this session'
    case 'cycle':
      return 'it goes back to itself'
    case 'bound':
      return 'the chain is longer than is followed'
    default:
      return never(why)
  }
}

/** `AssumeRole 1b2c… in prod: responseElements.credentials.accessKeyId`. */
export function evidenceLine(
  { event, name, account, region, time: at, fields }: Evidence,
  called: AccountCalled,
): Line {
  return [
    code(name, 60),
    say(' '),
    code(event, 60),
    say(', '),
    quote(account === '' ? 'an account not named' : called(account), 40),
    say(' '),
    quote(region, 30),
    say(', '),
    time(at),
    say(`: ${fields.join(', ')}`),
  ]
}

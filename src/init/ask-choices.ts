import type { Choices } from './choices.ts'
import {
  LATER,
  isExternalId,
  isPrincipal,
  publicUrlOf,
  readAccounts,
  readPeople,
  readRegions,
  readUrl,
  readWorkspaces,
} from './choices.ts'

/** What was said on the command line already. */
export type Said = {
  readonly [flag in
    | 'mode'
    | 'url'
    | 'places'
    | 'accounts'
    | 'regions'
    | 'principal'
    | 'externalId'
    | 'files'
    | 'people'
    | 'workspaces'
    | 'publicUrl']?: string | undefined
}

/** Asks one thing; an empty reply takes what stands in brackets. Undefined where nobody answers any more. */
export type Ask = (question: string) => Promise<string | undefined>

export type Chosen =
  | { readonly kind: 'chosen'; readonly choices: Choices }
  /** Something that was said or has to be said cannot be used. */
  | { readonly kind: 'wrong'; readonly why: string }

type Item<T> = {
  readonly flag: keyof Said
  readonly question: string
  /** Taken where nothing is said; undefined where something has to be. */
  readonly usual: string | undefined
  /** What the usual is called, where it says less than a word. */
  readonly shown?: string
  readonly expected: string
  readonly read: (said: string) => T | undefined
}

class Unusable extends Error {}

/**
 * Asks what is needed to install, one thing after the other, each with a sensible default; what the command line said already
 * is not asked. Without somebody to ask (`ask` undefined) the defaults are taken, and what has none has to be said.
 */
export async function askChoices(said: Said, ask: Ask | undefined, newExternalId: () => string): Promise<Chosen> {
  try {
    return { kind: 'chosen', choices: await choose(<T>(item: Item<T>) => find(item, said, ask), newExternalId) }
  } catch (error) {
    if (error instanceof Unusable) return { kind: 'wrong', why: error.message }
    throw error
  }
}

async function choose(get: <T>(item: Item<T>) => Promise<T>, newExternalId: () => string): Promise<Choices> {
  const mode = await get({
    flag: 'mode',
    question: 'How does Slack reach the bot? socket needs no open port, http and lambda an https address',
    usual: 'socket',
    expected: 'socket, http or lambda',
    read: oneOf(['socket', 'http', 'lambda']),
  })
  const isLambda = mode === 'lambda'
  const road = mode === 'socket' ? { kind: mode } : { kind: mode, url: await get(isLambda ? LAMBDA_URL : URL_ITEM) }
  const places = await get({
    flag: 'places',
    question: 'Where does it look? aws asks AWS itself, files a folder of log files',
    usual: 'aws',
    expected: isLambda ? 'aws, as there are no folders in Lambda' : 'aws, files or both',
    read: oneOf(isLambda ? ['aws'] : ['aws', 'files', 'both']),
  })
  const aws =
    places === 'files'
      ? undefined
      : {
          accounts: await get(ACCOUNTS),
          regions: await get(REGIONS),
          principal: (await get(PRINCIPAL)) || undefined,
          externalId: await get({ ...EXTERNAL_ID, usual: newExternalId() }),
        }
  const files = places === 'aws' ? undefined : await get(FILES)
  const people = await get(PEOPLE)
  const workspaces = await get(WORKSPACES)
  if (workspaces.length === 0) return { road, aws, files, people, several: undefined }
  const publicUrl = publicUrlOf(road.kind === 'socket' ? await get(PUBLIC_URL) : road.url)
  return { road, aws, files, people, several: { workspaces, publicUrl } }
}

const URL_ITEM: Item<string> = {
  flag: 'url',
  question: 'The https address that Slack calls, such as https://whodid.example.com',
  usual: undefined,
  expected: 'an https address that Slack can reach',
  read: readUrl,
}
const LAMBDA_URL: Item<string> = {
  ...URL_ITEM,
  question: 'The address that the deployed functions have, if they are deployed already',
  usual: '',
  shown: 'later',
  read: (text) => (text === '' ? LATER : readUrl(text)),
}
const ACCOUNTS: Item<NonNullable<Choices['aws']>['accounts']> = {
  flag: 'accounts',
  question: 'Which accounts, with a name for each? Such as 111122223333=prod, 444455556666=staging',
  usual: undefined,
  expected: 'twelve digits and a name for each account, such as 111122223333=prod, each once',
  read: readAccounts,
}
const REGIONS: Item<readonly string[]> = {
  flag: 'regions',
  question: 'Which Regions? Leave none out that somebody could use',
  usual: 'us-east-1',
  expected: 'Regions such as us-east-1, eu-west-1',
  read: readRegions,
}
const PRINCIPAL: Item<string> = {
  flag: 'principal',
  question: 'The ARN of the role that the bot runs as, if it is there already',
  usual: '',
  shown: 'later',
  expected: 'an ARN such as arn:aws:iam::111122223333:role/whodid',
  read: (text) => (text === '' || isPrincipal(text) ? text : undefined),
}
const EXTERNAL_ID: Item<string> = {
  flag: 'externalId',
  question: 'The external id that the reader roles expect',
  usual: undefined,
  expected: '2 to 1,224 letters, digits and + = , . @ : / - _',
  read: (text) => (isExternalId(text) ? text : undefined),
}
const FILES: Item<string> = {
  flag: 'files',
  question: 'The folder of log files',
  usual: './logs',
  expected: 'a folder',
  read: (text) => (text.trim() === '' ? undefined : text),
}
const PEOPLE: Item<readonly string[]> = {
  flag: 'people',
  question: 'Who may ask? Slack ids of people and user groups, such as U0123456789, S0123456789, or everyone',
  usual: undefined,
  expected: 'ids from Slack (Profile → ⋮ → Copy member ID), or everyone',
  read: (text) => (text === 'everyone' ? [] : readPeople(text)),
}

const WORKSPACES: Item<readonly string[]> = {
  flag: 'workspaces',
  question: 'More than one Slack workspace? Then their ids (T…), or that of an Enterprise Grid organization (E…)',
  usual: '',
  shown: 'one',
  expected: 'ids such as T0123456789, E0123456789 (in the address of Slack in a browser)',
  read: (text) => (text === '' || text === 'one' ? [] : readWorkspaces(text)),
}
const PUBLIC_URL: Item<string> = {
  flag: 'publicUrl',
  question: 'The https address at which people of these workspaces install the bot, such as https://whodid.example.com',
  usual: undefined,
  expected: 'an https address that their browsers can reach',
  read: readUrl,
}

function oneOf<const T extends string>(words: readonly T[]): (said: string) => T | undefined {
  return (said) => words.find((word) => word === said.toLowerCase())
}

async function find<T>({ flag, question, usual, shown, expected, read }: Item<T>, said: Said, ask: Ask | undefined) {
  const given = said[flag]
  if (given !== undefined || ask === undefined) {
    const name = `--${flag.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`
    if (given === undefined && usual === undefined) throw new Unusable(`${name} is needed: ${expected}.`)
    const value = read((given ?? usual ?? '').trim())
    if (value === undefined) throw new Unusable(`${name} takes ${expected}, not "${given}".`)
    return value
  }
  const brackets = usual === undefined ? '' : ` [${shown ?? usual}]`
  for (let hint = ''; ; hint = `  That cannot be used: ${expected} is expected.\n`) {
    const reply = await ask(`${hint}${question}${brackets}: `)
    if (reply === undefined) throw new Unusable('Nothing was written: the questions were not answered to the end.')
    const value = read(reply.trim() || (usual ?? ''))
    if (value !== undefined) return value
  }
}

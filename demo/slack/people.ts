/** Someone in the workspace, or next to it. */
export type Person = {
  readonly id: string
  /** The handle, typed after an @. */
  readonly name: string
  readonly realName: string
  readonly email?: string
  /** IANA time zone. */
  readonly zone: string
  readonly team: string
  readonly role: 'admin' | 'member' | 'guest' | 'deactivated' | 'stranger' | 'bot'
  readonly botId?: string
}

/** A workspace; `enterprise` where it belongs to an Enterprise Grid organization. */
export type Team = {
  readonly id: string
  readonly domain: string
  readonly name: string
  readonly enterprise?: string | undefined
}
export const TEAM: Team = { id: 'T00FAKE', domain: 'fake-company', name: 'Fake Company' }
export const OTHER_TEAM = 'T00OTHER'
export const APP_ID = 'A00WHODID'
export const BOT = { user: 'U00WHODID', bot: 'B00WHODID', name: 'whodid' } as const
export const SLACKBOT = 'USLACKBOT'

const here = { team: TEAM.id, role: 'member' } as const

/** A small workspace: one of every sort of person that a bot has to get right. */
export const PEOPLE: readonly Person[] = [
  {
    ...here,
    id: 'U00ADA',
    name: 'ada',
    realName: 'Ada Admin',
    email: 'ada@example.com',
    zone: 'Europe/London',
    role: 'admin',
  },
  {
    ...here,
    id: 'U00ALICE',
    name: 'alice',
    realName: 'Alice Engineer',
    email: 'alice@example.com',
    zone: 'Europe/Berlin',
  },
  {
    ...here,
    id: 'U00BOB',
    name: 'bob',
    realName: 'Bob Responder',
    email: 'bob@example.com',
    zone: 'America/Los_Angeles',
  },
  {
    ...here,
    id: 'U00GUS',
    name: 'gus',
    realName: 'Gus Guest',
    email: 'gus@example.net',
    zone: 'Europe/Berlin',
    role: 'guest',
  },
  {
    ...here,
    id: 'U00GWEN',
    name: 'gwen',
    realName: 'Gwen Gone',
    email: 'gwen@example.com',
    zone: 'Europe/Berlin',
    role: 'deactivated',
  },
  {
    id: 'U00SAM',
    name: 'sam',
    realName: 'Sam Stranger',
    email: 'sam@partner.example',
    zone: 'Asia/Kolkata',
    team: OTHER_TEAM,
    role: 'stranger',
  },
  {
    ...here,
    id: 'U00DEPLOY',
    name: 'deploybot',
    realName: 'deploybot',
    zone: 'Etc/UTC',
    role: 'bot',
    botId: 'B00DEPLOY',
  },
  { ...here, id: BOT.user, name: BOT.name, realName: BOT.name, zone: 'Etc/UTC', role: 'bot', botId: BOT.bot },
  { ...here, id: SLACKBOT, name: 'slackbot', realName: 'Slackbot', zone: 'Etc/UTC', role: 'bot', botId: 'B00SLACKBOT' },
]

/** Groups of people that can be mentioned together. */
export const USERGROUPS = [{ id: 'S00ONCALL', handle: 'oncall', people: ['U00ALICE', 'U00BOB'] }] as const

/** How far a zone is from UTC at an instant, in seconds, as users.info tells it. */
export function zoneOffset(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /GMT([+-])(\d{2}):(\d{2})/u.exec(name)
  if (match === null) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60
  return match[1] === '-' ? -seconds : seconds
}

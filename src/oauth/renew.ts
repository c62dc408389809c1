import type { Clock } from '../lib/clock.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import type { Installation, KeptInstallations, StandingInstallation } from './installation.ts'
import type { SlackOAuth } from './slack-oauth.ts'

export type Renewing = {
  readonly kept: Pick<KeptInstallations, 'get' | 'put' | 'takeOnce'>
  readonly slack: Pick<SlackOAuth, 'refresh'>
  readonly clock: Clock
  readonly log: Log
  /** Left to others as long as the token is good: where Slack waits for an answer within three seconds. */
  readonly isHurried?: boolean | undefined
  /** What was waited for in vain by this process, until when it is not waited for again. */
  readonly vain: Map<string, Instant>
}

/** Slack's tokens live for twelve hours: an hour is time for a Slack that is away, and for many tries. */
const BEFORE_MS = 60 * 60_000
/** Whoever is in a hurry renews only what nobody else has, at the very end. */
const HURRIED_BEFORE_MS = 60_000
/** A try that failed, or whose process ended, is made again after this. */
const AGAIN_MS = 60_000
/** How long whoever finds another at it waits for the new token, before the old one is used, or where that is over. */
const WAIT_MS = { good: 1_000, over: 20_000 } as const
const LOOK_MS = 200
const KEEP_TRIES = 6
const KEEP_AGAIN_MS = 500

/**
 * The installation with a token that is good now. One instance has it renewed, the others wait for what it keeps: a refresh token
 * is good once. Undefined where Slack refused to renew it and its time is over. Throws where there is no good token now and
 * there may be one later. https://docs.slack.dev/authentication/using-token-rotation
 */
export async function renew(standing: StandingInstallation, renewing: Renewing): Promise<Installation | undefined> {
  const { installation } = standing
  const { expiring } = installation
  const { kept, clock } = renewing
  const before = renewing.isHurried === true ? HURRIED_BEFORE_MS : BEFORE_MS
  if (expiring === undefined || expiring.until - clock.now() > before) return installation
  if (expiring.refused === true) return isGood(expiring.until, clock) ? installation : undefined
  // A name for each version: who has the next token made needs no leave of who made this one.
  const what = `renew:${installation.team || installation.enterprise}:${standing.version}`
  return (await kept.takeOnce(what, instant(clock.now() + AGAIN_MS)))
    ? renewNow(standing, expiring, renewing)
    : waitForOther(standing, { what, until: expiring.until }, renewing)
}

async function renewNow(
  standing: StandingInstallation,
  expiring: NonNullable<Installation['expiring']>,
  renewing: Renewing,
): Promise<Installation | undefined> {
  const { installation } = standing
  const { slack, clock, log } = renewing
  const workspace = placeOf(installation)
  const at = clock.now()
  const reply = await slack.refresh(expiring.refreshToken)
  if (reply.kind === 'refreshed') {
    const { refreshToken, seconds } = reply.expiring
    const renewed = {
      ...installation,
      token: reply.token,
      expiring: { refreshToken, until: instant(at + seconds * 1_000) },
    }
    log.info({ workspace, until: renewed.expiring.until }, 'a token was renewed')
    return keepAtLast(renewed, standing.version, renewing)
  }
  const good = isGood(expiring.until, clock)
  if (reply.kind === 'refused' && reply.whose === 'theirs') {
    const other = await laterThan(standing, renewing)
    if (other !== undefined) return other
    const note = 'a token may not be renewed: the bot has to be installed there anew'
    log.error({ workspace, said: reply.code, until: expiring.until, good }, note)
    return (await keepAtLast(
      { ...installation, expiring: { ...expiring, refused: true } },
      standing.version,
      renewing,
    )) && good
      ? installation
      : undefined
  }
  const why = reply.kind === 'away' ? { err: reply.error } : { said: reply.code }
  log.error({ ...why, workspace, until: expiring.until, good }, 'a token could not be renewed, trying again later')
  if (good) return installation
  throw new Error('the token of a workspace is over, and could not be renewed', {
    ...(reply.kind === 'away' && { cause: reply.error }),
  })
}

/** A renewed token that is not kept is lost with the process, and what it was had for is used up: it is tried hard. */
async function keepAtLast(renewed: Installation, was: number, renewing: Renewing): Promise<Installation | undefined> {
  const { kept, clock, log } = renewing
  for (let tries = 1; ; tries += 1) {
    try {
      if (await kept.put(renewed, was)) return renewed
      // Installed anew meanwhile, or thrown out; or it was a try of ours whose reply was lost.
      return (await kept.get(renewed))?.installation
    } catch (error) {
      log.error({ err: error, workspace: placeOf(renewed), tries }, 'a renewed token could not be kept')
      if (tries === KEEP_TRIES) throw error
      await clock.sleep(KEEP_AGAIN_MS * tries)
    }
  }
}

async function waitForOther(
  standing: StandingInstallation,
  { what, until }: { readonly what: string; readonly until: Instant },
  renewing: Renewing,
): Promise<Installation | undefined> {
  const { clock, vain } = renewing
  const good = isGood(until, clock)
  // Slack is away, perhaps: one wait a minute is enough, and the old token does.
  if (good && (vain.get(what) ?? 0) > clock.now()) return standing.installation
  const end = clock.now() + WAIT_MS[good ? 'good' : 'over']
  while (clock.now() < end) {
    await clock.sleep(LOOK_MS)
    const other = await laterThan(standing, renewing)
    if (other !== undefined) return other.expiring?.refused === true && !isGood(until, clock) ? undefined : other
  }
  if (isGood(until, clock)) {
    for (const [over, end] of vain) if (end <= clock.now()) vain.delete(over)
    vain.set(what, instant(clock.now() + AGAIN_MS))
    return standing.installation
  }
  throw new Error('the token of a workspace is over, and another instance has not renewed it yet')
}

/** What another instance, or a new installation, has kept since. */
async function laterThan(
  { installation, version }: StandingInstallation,
  { kept }: Renewing,
): Promise<Installation | undefined> {
  const now = await kept.get(installation)
  return now === undefined || now.version === version ? undefined : now.installation
}

function isGood(until: Instant, clock: Clock): boolean {
  return until > clock.now()
}

function placeOf({ enterprise, team }: Installation) {
  return { enterprise, team }
}

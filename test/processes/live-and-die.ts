import { callBy, type Company, type Life } from './lives.ts'

/** Where a process ends itself, and the how manieth time it comes there. */
export type Point = readonly [point: string, nth: number]

export type Lives = {
  /** Points that no process came to, or what else was wrong, in words. */
  readonly wrong: string[]
  readonly kills: number
  /** Questions that were answered in the channel. */
  readonly answered: number
}

/** So many die one after the other before one lives that isn't killed: more, and jobs would be given up as deadly. */
const IN_A_ROW = 4
/** In real milliseconds. */
const DIES_WITHIN = 15_000
const SETTLES_WITHIN = 40_000
const ENDS_WITHIN = 15_000

/**
 * One bot after another over the same store, each killed at a point while people ask and watches look and tell; and after
 * some of them one that isn't, in whose life everything comes to its end.
 */
export async function liveAndDie(company: Company, points: readonly Point[]): Promise<Lives> {
  const wrong: string[] = []
  const asked: string[] = []
  const happened: string[] = []
  let kills = 0
  const first = company.live()
  await first.ready()
  company.asks('watch Mallory')
  if (!(await company.comes(() => told('Watching: What Mallory did') === 1, SETTLES_WITHIN)))
    wrong.push('no watch was set')
  await end(first)
  for (const [at, [point, nth]] of points.entries()) {
    const life = company.live([point, nth])
    for (let more = 0; more < 4 && !life.isOver(); more += 1) {
      if (more > 0 || (await life.ready())) act(`${at}x${more}`)
      await company.comes(() => life.isOver(), more === 3 ? DIES_WITHIN : 2_000)
    }
    const came = life.isOver()
    life.kill('SIGKILL')
    const ended = await life.ended
    if (came && ended === 'SIGKILL') kills += 1
    else wrong.push(`${point}, time ${nth}: no process came there (${ended})\n${life.log().slice(-2_000)}`)
    if (at % IN_A_ROW === IN_A_ROW - 1) await settle()
  }
  await settle()
  check()
  return { wrong, kills, answered: asked.filter((name) => answersTo(name) === 1).length }

  /** Someone does something, and two questions are asked: one of which nothing comes. */
  function act(name: string): void {
    happened.push(`Made${name}y`)
    company.happens(callBy('Mallory', `Made${name}y`), callBy(`Asked${name}y`, 'RunInstances'))
    asked.push(name)
    company.asks(`user:Asked${name}y 6h`)
    company.asks(`user:Nobody${name}y 6h`)
  }

  async function settle(): Promise<void> {
    const life = company.live()
    await life.ready()
    const settled = await company.comes(
      () =>
        asked.every(isSettled) &&
        happened.every((name) => told(lineOf(name)) > 0) &&
        [...company.outcomes().values()].every(Boolean),
      SETTLES_WITHIN,
    )
    if (!settled) {
      for (const name of asked)
        for (const who of [`Asked${name}y`, `Nobody${name}y`])
          if (!isAnswered(who)) wrong.push(`nothing came of ${who}: ${JSON.stringify(standsOf(who))}`)
      for (const name of happened) if (told(lineOf(name)) === 0) wrong.push(`${name} was not told`)
      wrong.push(life.log().slice(-4_000))
    }
    await end(life)
  }

  async function end(life: Life): Promise<void> {
    life.kill('SIGTERM')
    if (!(await company.comes(() => life.isOver(), ENDS_WITHIN))) life.kill('SIGKILL')
    const ended = await life.ended
    if (ended !== '0') wrong.push(`the end was ${ended}: ${life.log().slice(-2_000)}`)
  }

  function isSettled(name: string): boolean {
    return isAnswered(`Asked${name}y`) && isAnswered(`Nobody${name}y`)
  }

  /** Or whoever asked knows that it was not: by Slack, or by the bot. */
  function isAnswered(who: string): boolean {
    const outcome = company.outcomes().get(`user:${who} 6h`)
    if (
      outcome !== undefined &&
      (outcome.kind !== 'acked' || JSON.stringify(outcome.body).includes('I could not take'))
    )
      return true
    const root = company.channel().find(({ text, isRoot }) => isRoot && text.includes(`What the user ${who} did`))
    // A slow search that finds nothing stands in the channel too: its progress did.
    if (root !== undefined) return who.startsWith('Asked') ? root.text.includes('1 event: 1 change') : isOver(root.text)
    return company
      .whispers()
      .some((text) => (text.includes(`the user ${who} did`) && isOver(text)) || text.includes(`/whodid user:${who} 6h`))
  }

  /** What there is of a question that nothing came of. */
  function standsOf(who: string): unknown {
    const about = ({ text }: { readonly text: string }) => text.includes(who)
    return [
      company.outcomes().get(`user:${who} 6h`),
      company.channel().filter(about),
      company.whispers().filter((text) => text.includes(who)),
    ]
  }

  function answersTo(name: string): number {
    return company.channel().filter(({ text, isRoot }) => isRoot && text.includes(`What the user Asked${name}y did`))
      .length
  }

  function told(what: string): number {
    return company.channel().filter(({ text }) => text.includes(what)).length
  }

  function check(): void {
    const keys = company.channel().map(({ key }) => key)
    for (const [at, key] of keys.entries()) if (keys.indexOf(key) !== at) wrong.push(`${key} was posted twice`)
    for (const name of asked) if (answersTo(name) > 1) wrong.push(`Asked${name}y was answered twice`)
    for (const name of happened) {
      if (told(lineOf(name)) !== 1) wrong.push(`${name} was told ${told(lineOf(name))} times`)
    }
    for (const problem of company.slack.problems) wrong.push(JSON.stringify(problem))
  }
}

/** Not the progress of a search. */
function isOver(text: string): boolean {
  return !text.includes('Looking in')
}

/** How an event is told, in a message of its own or a thread; the root beside only names what is in its thread. */
function lineOf(name: string): string {
  return `ec2:${name}, from`
}

/** Where the bot runs: a process over Socket Mode or HTTP, or the functions of Lambda. */
export const PLACES = ['socket', 'http', 'lambda'] as const
export type Place = (typeof PLACES)[number]

type Journey = {
  readonly places: readonly Place[]
  /** Why it runs in no more places. */
  readonly because?: string
}

const TWO: Journey = {
  places: ['socket', 'lambda'],
  because: 'Over HTTP a process reads requests as Lambda does, and works as over Socket Mode; `ask` runs in all three.',
}

/** Each file of journeys that begins with `startIn`, by its name, and where it runs. */
export const JOURNEYS: Readonly<Record<string, Journey>> = {
  ask: { places: PLACES },
  audit: TWO,
  'audit-roads': TWO,
  budget: TWO,
  click: TWO,
  events: TWO,
  'follow-up': TWO,
  'log-of-a-question': TWO,
  'masked-keys': TWO,
  rights: TWO,
  slow: TWO,
  'stop-and-run': TWO,
  'through-sessions': TWO,
  via: TWO,
  watch: TWO,
  'watch-form': TWO,
  'watch-suspended': TWO,
}

/** What can only be seen where workers die, come twice and run out of time. */
export const ONLY_IN_LAMBDA: Readonly<Record<string, string>> = {
  lambda: 'Cold starts, containers that know nothing of one another, dead letters, and the end of their time.',
  'lambda-dies': 'Workers that are killed, and messages that come twice; `killed-process` is the same for a process.',
  'lambda-goes-on': 'A process has no end that a question could run into.',
  'announced-lambda': 'The queue of announced files is read by the tick; `announced` is the same for a process.',
}

/** Files of journeys that do not run in Lambda, and why. */
export const NOT_IN_LAMBDA: Readonly<Record<string, string>> = {
  announced: 'A process reads the queue of announced files by itself; `announced-lambda` is the same for the tick.',
  index: 'An index of log files is kept on a disk, in the background: a function has neither.',
  install:
    'What init writes for a process is started as one; test/deploy and test/init hold what it writes for Lambda.',
  'install-workspaces':
    'The pages for installing are served by the process; in Lambda test/lambda and test/oauth hold them.',
  instances: 'Two processes over one file; in Lambda each journey runs in several containers over one table.',
  'real-records': 'From words to an answer without Slack: nothing of it knows where the bot runs.',
  refresh: 'Connections of Socket Mode are refreshed and cut: Lambda has none.',
}

/** Journeys outside of this folder that run in a process alone, and why. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'processes/killed-process.test.ts':
    'A process is killed with its in-process queue; for Lambda `lambda-dies` kills workers.',
  'watch/killed.test.ts':
    'Kills at every step, in a process of its own; the tick of Lambda runs the same code over the same port.',
  'console/incident.test.ts': 'What the page of the demo shows of the bot: the demo runs in one process.',
  'console/living-world.test.ts': 'How the world of the demo goes on: the demo runs in one process.',
  'telemetry/telemetry.test.ts': 'Figures of a process; for Lambda test/lambda/telemetry.test.ts.',
}

export function placesOf(name: string): readonly Place[] {
  const journey = JOURNEYS[name]
  if (journey === undefined) throw new Error(`${name} is not in the list of journeys`)
  return journey.places
}

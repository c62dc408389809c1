import { randomBytes } from 'node:crypto'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Ask, askChoices, type Said } from '../init/ask-choices.ts'
import { makeFiles, type NewFile, SETTINGS } from '../init/make-files.ts'
import { nextSteps } from '../init/next-steps.ts'

export type InitOutside = {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Undefined where nobody is there to be asked. */
  readonly ask: Ask | undefined
  /** Tries every place of a settings file; its exit code. */
  readonly doctor: (settings: string) => Promise<number>
}

export const INIT_USAGE = `whodid init    sets up an installation: asks, and writes the files for it

It writes ${SETTINGS}, the manifest of the Slack app and the parameters of the reader role, says what is left to do, and
tries every place. Nothing is overwritten unasked, and nothing is sent anywhere but to the places that you name.

  --yes              ask nothing: take the defaults, and what is said here
  --mode MODE        socket, http or lambda (default: socket)
  --url URL          the https address that Slack calls, for http and lambda
  --places PLACES    aws, files or both (default: aws)
  --accounts LIST    such as 111122223333=prod,444455556666=staging
  --regions LIST     such as us-east-1,eu-west-1 (default: us-east-1)
  --principal ARN    the role that the bot runs as
  --external-id ID   what the reader roles expect (default: a new one)
  --files DIR        a folder of log files
  --people LIST      who may ask: Slack ids of people and groups, or everyone
  --workspaces LIST  several workspaces: their ids (T…), or an organization's (E…) (default: one)
  --public-url URL   the https address at which they install the bot, for socket
  --dir DIR          where to write (default: here)
  --overwrite        write over files that are there
  --no-doctor        do not try the places
`

/** `whodid init` from its flags to its exit code: 0 done, 2 something was not understood, 3 written, but a place cannot be asked. */
export async function init(args: readonly string[], outside: InitOutside): Promise<number> {
  const { out, err } = outside
  let values: ReturnType<typeof parse>['values']
  try {
    ;({ values } = parse(args))
  } catch (error) {
    err(`${error instanceof Error ? error.message : String(error)}\nSee whodid init --help.\n`)
    return 2
  }
  if (values.help === true) {
    out(INIT_USAGE)
    return 0
  }
  const ask = values.yes === true ? undefined : outside.ask
  const said: Said = { ...values, externalId: values['external-id'], publicUrl: values['public-url'] }
  const chosen = await askChoices(said, ask, newExternalId)
  if (chosen.kind === 'wrong') {
    err(`${chosen.why}\nSee whodid init --help.\n`)
    return 2
  }
  const manifest = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
  const files = makeFiles(chosen.choices, manifest)
  const dir = values.dir ?? '.'
  const there = await thoseThere(dir, files)
  if (there.length > 0 && values.overwrite !== true && !(await mayOverwrite(there, ask))) {
    err(
      `Nothing was written: ${there.join(', ')} would have been overwritten. --overwrite does that, --dir writes elsewhere.\n`,
    )
    return 2
  }
  await mkdir(dir, { recursive: true })
  for (const { name, text, what } of files) {
    await writeFile(join(dir, name), text)
    out(`Wrote ${join(dir, name)}: ${what}\n`)
  }
  out(
    `\nWhat is left to do:\n\n${nextSteps(chosen.choices)
      .map((step, n) => `${n + 1}. ${step}`)
      .join('\n')}\n`,
  )
  if (join(dir) !== '.')
    out(
      `\nThese commands are for the folder of whodid; the files are in ${dir}. Name them with it, and set WHODID_CONFIG=${join(dir, SETTINGS)} where it is started.\n`,
    )
  if (values['no-doctor'] === true) return 0
  out('\nTrying the places now. What cannot be asked yet may only wait for the steps above.\n\n')
  return outside.doctor(join(dir, SETTINGS))
}

async function thoseThere(dir: string, files: readonly NewFile[]): Promise<readonly string[]> {
  const paths = files.map(({ name }) => join(dir, name))
  const there = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return paths.filter((_, n) => there[n])
}

async function mayOverwrite(there: readonly string[], ask: Ask | undefined): Promise<boolean> {
  const reply = await ask?.(`${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already. Overwrite? [no]: `)
  return /^y(es)?$/i.test(reply?.trim() ?? '')
}

function newExternalId(): string {
  return `whodid-${randomBytes(12).toString('base64url')}`
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  return parseArgs({
    args: [...args],
    options: {
      mode: text,
      url: text,
      places: text,
      accounts: text,
      regions: text,
      principal: text,
      'external-id': text,
      files: text,
      people: text,
      workspaces: text,
      'public-url': text,
      dir: text,
      yes: flag,
      overwrite: flag,
      'no-doctor': flag,
      help: { type: 'boolean', short: 'h' },
    },
  })
}

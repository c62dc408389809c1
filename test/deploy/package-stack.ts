import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { type Bundled, bundle } from '../../deploy/lambda/bundle.ts'

const ROOT = join(import.meta.dirname, '../..')

export type Resource = {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
}

export type Template = {
  readonly Parameters: Readonly<Record<string, unknown>>
  readonly Conditions: Readonly<Record<string, unknown>>
  readonly Resources: Readonly<Record<string, Resource>>
}

/** One workspace, by its token, or several, by OAuth. */
const SECRETS = {
  one: { botTokenArn: 'arn:aws:ssm:us-east-1:111122223333:parameter/whodid/bot-token' },
  several: {
    oauth: 'yes',
    clientSecretArn: 'arn:aws:ssm:us-east-1:111122223333:parameter/whodid/client-secret',
    installationKeyArn: 'arn:aws:ssm:us-east-1:111122223333:parameter/whodid/installation-key',
  },
} as const

const PARAMS = {
  signingSecretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:whodid-AbCdEf',
  readerRoleArns: 'arn:aws:iam::111122223333:role/whodid-read,arn:aws:iam::444455556666:role/whodid-read',
}

let bundling: Promise<readonly Bundled[]> | undefined

/** The bundles and the CloudFormation that a deployment would send to AWS: made without network and without credentials. */
export async function packageStack(
  workspaces: keyof typeof SECRETS = 'one',
): Promise<{ readonly bundles: readonly Bundled[]; readonly template: Template }> {
  const folder = await mkdtemp(join(tmpdir(), 'whodid-stack-'))
  try {
    const settings = join(folder, 'whodid.yml')
    await writeFile(settings, 'slack: { mode: http }\naws: { regions: [us-east-1] }\n')
    // The same for every stack.
    bundling ??= bundle(join(ROOT, 'dist/lambda'), settings)
    const bundles = await bundling
    const params = Object.entries({ ...PARAMS, ...SECRETS[workspaces] }).map(
      ([name, value]) => `--param=${name}=${value}`,
    )
    const osls = join(ROOT, 'node_modules/osls/bin/serverless.js')
    await promisify(execFile)(process.execPath, [osls, 'package', '--package', folder, ...params], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: folder },
      timeout: 60_000,
    })
    const text = await readFile(join(folder, 'cloudformation-template-update-stack.json'), 'utf8')
    return { bundles, template: JSON.parse(text) as Template }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

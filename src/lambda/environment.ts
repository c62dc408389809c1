import type { Clock } from '../lib/clock.ts'
import { type CallAws, makeCallAws } from './call-aws.ts'
import { readSecret } from './read-secret.ts'

/** What Lambda and the stack put into the environment of a function. */
export type Environment = Readonly<Record<string, string | undefined>>

const SECRETS = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_CLIENT_SECRET', 'WHODID_INSTALLATION_KEY'] as const

/**
 * AWS as the function's role may call it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function awsOf(environment: Environment, clock: Clock): CallAws {
  return makeCallAws({
    region: needed(environment, 'AWS_REGION'),
    credentials: () => ({
      accessKeyId: needed(environment, 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: needed(environment, 'AWS_SECRET_ACCESS_KEY'),
      sessionToken: environment.AWS_SESSION_TOKEN,
    }),
    clock,
    // As AWS's own SDKs read it: for a stand-in on this machine.
    endpoint: environment.AWS_ENDPOINT_URL,
  })
}

/** The environment with the secrets that it names by their ARNs: `SLACK_BOT_TOKEN_ARN` gives `SLACK_BOT_TOKEN`. */
export async function withSecrets(
  environment: Environment,
  call: CallAws,
  which: readonly (typeof SECRETS)[number][] = SECRETS,
): Promise<Environment> {
  const found = await Promise.all(
    which.map(async (name) => {
      const arn = environment[`${name}_ARN`]
      return arn === undefined || arn === '' ? [] : ([[name, await readSecret(arn, call)]] as const)
    }),
  )
  return { ...environment, ...Object.fromEntries(found.flat()) }
}

/** Throws where it is not set. */
export function needed(environment: Environment, name: string): string {
  const value = environment[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set`)
  return value
}

import type { AthenaClient } from '@aws-sdk/client-athena'
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { OrganizationsClient } from '@aws-sdk/client-organizations'
import type { S3Client } from '@aws-sdk/client-s3'
import type { STSClient } from '@aws-sdk/client-sts'
import type { Log } from '../lib/log.ts'
import { isDenied, isThrottle } from './errors.ts'

type Client = AthenaClient | CloudTrailClient | CloudWatchLogsClient | OrganizationsClient | S3Client | STSClient

/**
 * Logs each call that AWS does not answer well, tried again or not, with the id that AWS Support asks for. What is refused by the
 * thousand (too often, no rights), and what answers say anyway, at `debug`.
 */
export function logRefusals(
  client: Client,
  where: { readonly account?: string; readonly region: string },
  log: Log,
): void {
  const { middlewareStack } = client as CloudTrailClient
  middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        try {
          return await next(args)
        } catch (error) {
          const isCommon = isThrottle(error) || isDenied(error) || isStopped(error)
          log[isCommon ? 'debug' : 'warn'](
            { call: commandName, ...where, ...saidBy(error) },
            'aws did not answer a call',
          )
          throw error
        }
      },
    { step: 'finalizeRequest', name: 'whodidLogsRefusals' },
  )
}

/** Its name, status and request id; not its message, which holds ARNs and encoded policies. */
function saidBy(error: unknown): object {
  if (!(error instanceof Error)) return {}
  const metadata = '$metadata' in error && typeof error.$metadata === 'object' ? error.$metadata : undefined
  const { requestId: awsRequestId, httpStatusCode: status } = { ...metadata } as Readonly<Record<string, unknown>>
  return {
    error: error.name,
    ...(awsRequestId !== undefined && { awsRequestId }),
    ...(status !== undefined && { status }),
  }
}

function isStopped(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

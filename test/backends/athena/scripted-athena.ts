import { Readable } from 'node:stream'
import { AthenaClient } from '@aws-sdk/client-athena'
import type { Aws, Reach } from '../../../src/aws/aws.ts'

export type Body = Readonly<Record<string, unknown>>

/** What Athena says to one call: a body, or a refusal. */
export type Reply = Body | { readonly refuse: string; readonly message?: string; readonly status?: number }

export type Call = { readonly name: string; readonly body: Body }

/** An Athena that says what a test wants it to say, asked through the SDK's own client. Records what it was asked. */
export function scriptedAthena(answer: (call: Call) => Reply | Promise<Reply>) {
  const calls: Call[] = []
  const reaches: Reach[] = []
  const client = new AthenaClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAFAKEFAKEFAKE0001', secretAccessKey: 'fake' },
    maxAttempts: 1,
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      async handle(request: { readonly headers: Readonly<Record<string, string>>; readonly body?: unknown }) {
        const name = request.headers['x-amz-target']?.split('.')[1] ?? ''
        const call = { name, body: JSON.parse(textOf(request.body)) as Body }
        calls.push(call)
        const reply = await answer(call)
        const refused = 'refuse' in reply
        const body = refused ? { __type: reply.refuse, message: reply.message } : reply
        return {
          response: {
            statusCode: refused ? (reply.status ?? 400) : 200,
            headers: { 'content-type': 'application/x-amz-json-1.1' },
            body: Readable.from([Buffer.from(JSON.stringify(body))]),
          },
        }
      },
      updateHttpClientConfig() {},
      httpHandlerConfigs: () => ({}),
    },
  })
  const nobody = (): never => {
    throw new Error('only Athena is asked')
  }
  const aws: Aws = {
    cloudTrail: nobody,
    logs: nobody,
    async athena(reach) {
      reaches.push(reach)
      return client
    },
    close: () => client.destroy(),
  }
  return { aws, calls, reaches, named: (name: string) => calls.filter((call) => call.name === name) }
}

function textOf(body: unknown): string {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body)
}

export const WORKGROUP: Body = {
  WorkGroup: {
    Name: 'whodid',
    State: 'ENABLED',
    Configuration: { BytesScannedCutoffPerQuery: 10_000_000_000, ManagedQueryResultsConfiguration: { Enabled: true } },
  },
}

/** Rows as GetQueryResults has them: null is a cell without a value. */
export function resultRows(rows: readonly (readonly (string | null | undefined)[])[]): Body[] {
  return rows.map((row) => ({ Data: row.map((value) => (value == null ? {} : { VarCharValue: value })) }))
}

import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateTableCommand, type CreateTableCommandInput, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import { parse } from 'yaml'
import { makeDynamoClient } from '../../src/stores/dynamodb/make-client.ts'

const TEMPLATE = new URL('../../deploy/store.yml', import.meta.url)
const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }

export type Dynamo = {
  readonly endpoint: string
  client(): DynamoDBClient
  stop(): Promise<void>
}

/** Someone else's DynamoDB on this machine, with the table that deploy/store.yml makes. */
export async function startDynamo(table: string): Promise<Dynamo> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  const endpoint = await listen(server)
  const client = () => makeDynamoClient({ region: 'us-east-1', endpoint, credentials: CREDENTIALS })
  const maker = client()
  await maker.send(new CreateTableCommand({ ...readTemplate(), TableName: table }))
  maker.destroy()
  return { endpoint, client, stop: () => close(server) }
}

export type LossyDynamo = {
  client(): DynamoDBClient
  /** So many of the next replies get lost after the work was done. */
  loseReplies(count: number): void
  /** Requests that came by, with those whose reply was lost: what was called, and with what. */
  readonly requests: { readonly call: string; readonly input: Readonly<Record<string, unknown>> }[]
  stop(): Promise<void>
}

/** A way to it on which replies get lost: the connection ends when the work was done. */
export async function startLossy(to: string): Promise<LossyDynamo> {
  let toLose = 0
  const requests: LossyDynamo['requests'] = []
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const target = String(request.headers['x-amz-target'])
    requests.push({ call: target.split('.')[1] ?? '', input: JSON.parse(body.toString()) as Record<string, unknown> })
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    for (const name of ['connection', 'content-length', 'expect', 'host']) headers.delete(name)
    const reply = await fetch(to, { method: 'POST', headers, body })
    const replied = Buffer.from(await reply.arrayBuffer())
    if (toLose === 0) {
      response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' }).end(replied)
    } else {
      toLose -= 1
      request.socket.destroy()
    }
  }
  const server = createServer((request, response) => {
    pass(request, response).catch(() => request.socket.destroy())
  })
  const endpoint = await listen(server)
  return {
    client: () => makeDynamoClient({ region: 'us-east-1', endpoint, credentials: CREDENTIALS }),
    loseReplies: (count) => (toLose = count),
    requests,
    stop: () => close(server),
  }
}

function readTemplate(): CreateTableCommandInput {
  const text = readFileSync(TEMPLATE, 'utf8').replaceAll(/!(Ref|GetAtt) /g, '')
  const { Properties } = (parse(text) as { Resources: { Table: { Properties: CreateTableCommandInput } } }).Resources
    .Table
  const { AttributeDefinitions, KeySchema, LocalSecondaryIndexes, BillingMode } = Properties
  return { TableName: undefined, AttributeDefinitions, KeySchema, LocalSecondaryIndexes, BillingMode }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
}

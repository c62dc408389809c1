import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AwsCall } from './calls.ts'
import type { Fault, Faults } from './faults.ts'
import { type Fields, word } from './history.ts'
import type { Pace } from './pace.ts'
import { pageOf } from './page-token.ts'
import { permit, type Principal, sayDenied } from './principal.ts'
import { readBody, readInput, readOperation } from './read-request.ts'
import { Refusal } from './refusal.ts'
import { type Reply, sayRefusal, sayResult } from './reply.ts'
import type { Ask, Ground, Operation, Service } from './service.ts'
import { isSignedWith, readSignature, type Signed } from './signature.ts'

export type Desk = {
  readonly ground: Ground
  readonly services: readonly Service[]
  readonly faults: Faults
  readonly pace: Pace
  readonly calls: AwsCall[]
}

/** What became known of a request on its way, for the log of calls. */
type Known = { service: Service | undefined; operation: string; input: Fields; account: string; fault?: Fault }

/** All services behind one address: the signature says which one, and whose. */
export function makeServer(desk: Desk): Server {
  return createServer((request, response) => {
    serve(desk, request, response).catch((error: unknown) => {
      desk.ground.problem({ kind: 'defect', detail: String(error instanceof Error ? error.stack : error) })
      request.destroy()
    })
  })
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { ground } = desk
  const body = await readBody(request)
  const signed = readSignature(request)
  const requestId = ground.random.uuid()
  const service = desk.services.find(({ name }) => name === signed?.service)
  const known: Known = { service, operation: '', input: {}, account: '' }
  const at = ground.clock.now()
  let reply: Reply
  let error: string | undefined
  try {
    const output = await answer(desk, request, body, signed, known)
    reply = sayResult(service as Service, known.operation, output, requestId)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    error = thrown.code
    reply = sayRefusal(service, thrown, requestId)
  }
  const isCut = known.fault?.kind === 'cut'
  desk.calls.push({
    service: signed?.service ?? 'unsigned',
    operation: known.operation,
    account: known.account || undefined,
    region: signed?.region ?? '',
    caller: ground.principals.find(signed?.accessKeyId ?? '')?.arn,
    accessKeyId: signed?.accessKeyId ?? '',
    at,
    request: known.input,
    status: isCut ? 'cut' : reply.status,
    error,
  })
  write(response, reply, requestId, isCut)
}

async function answer(
  desk: Desk,
  request: IncomingMessage,
  body: Buffer,
  signed: Signed | undefined,
  known: Known,
): Promise<Fields> {
  const { ground } = desk
  if (signed === undefined) {
    ground.problem({ kind: 'unsigned', detail: `${request.method ?? ''} ${request.url ?? ''}` })
    throw new Refusal('MissingAuthenticationTokenException', 'Request is missing Authentication Token', 403)
  }
  const service = known.service
  if (service === undefined) {
    ground.problem({ kind: 'unknown-service', detail: signed.service })
    throw new Refusal('UnknownOperationException', `No service ${signed.service}`, 404)
  }
  known.operation = readOperation(service, request, body)
  const principal = identify(ground, request, body, signed)
  known.account = principal.account
  known.input = readInput(service, request, body)
  const operation = service.operations[known.operation]
  if (operation === undefined) {
    ground.problem({ kind: 'unknown-operation', detail: `${service.name}:${known.operation}` })
    throw new Refusal('UnknownOperationException', `Could not find operation ${known.operation}`, 404)
  }
  const ask: Ask = { input: known.input, account: principal.account, region: signed.region, principal }
  await breakOnPurpose(desk, service, ask, known)
  keepPace(desk, service, operation, ask, known.operation)
  for (const wanted of operation.wants?.(ask) ?? []) permit(principal, wanted)
  return operation.run(ask)
}

/** Whose key it is. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html */
function identify(ground: Ground, request: IncomingMessage, body: Buffer, signed: Signed): Principal {
  const principal = ground.principals.find(signed.accessKeyId)
  const token = request.headers['x-amz-security-token']
  if (principal === undefined || token !== principal.sessionToken)
    throw new Refusal('UnrecognizedClientException', 'The security token included in the request is invalid.')
  if (!isSignedWith(principal.secretAccessKey, request, body, signed)) {
    ground.problem({ kind: 'signature', detail: `${signed.service} ${signed.region}` })
    const message = 'The request signature we calculated does not match the signature you provided.'
    throw new Refusal('InvalidSignatureException', message, 403)
  }
  if (principal.expires !== undefined && principal.expires <= ground.clock.now()) throw expired()
  return principal
}

async function breakOnPurpose(desk: Desk, service: Service, ask: Ask, known: Known): Promise<void> {
  const { input, region, principal } = ask
  // A role's account is what AssumeRole is about, whoever calls.
  const account = /^arn:aws:iam::(\d{12}):/.exec(word(input['RoleArn']))?.[1] ?? ask.account
  const page = pageOf(input['NextToken'] ?? input['nextToken'])
  const fault = desk.faults.take({ service: service.name, operation: known.operation, account, region, page })
  if (fault === undefined) return
  known.fault = fault
  const action = `${service.name}:${known.operation}`
  switch (fault.kind) {
    case 'throttle':
      throw new Refusal(service.throttled, 'Rate exceeded')
    case 'deny': {
      const why = 'with an explicit deny in a service control policy'
      throw new Refusal('AccessDeniedException', sayDenied(principal, { action, resource: '*', region }, why))
    }
    case '500':
    case 'fail-page':
      throw new Refusal('InternalFailure', 'The request processing has failed because of an unknown error.', 500)
    case 'expire':
      principal.expires = desk.ground.clock.now()
      throw expired()
    case 'slow':
      await desk.ground.clock.sleep(fault.ms ?? 1_000)
      return
    case 'cut':
  }
}

function keepPace(desk: Desk, service: Service, operation: Operation, ask: Ask, name: string): void {
  const { aSecond } = operation
  if (aSecond === undefined || desk.ground.options.rateLimits === false) return
  const allowed = typeof aSecond === 'number' ? aSecond : aSecond(ask.region)
  const bucket = `${service.name}:${name} ${ask.account} ${ask.region}`
  if (!desk.pace.take(bucket, allowed, desk.ground.clock.now())) throw new Refusal(service.throttled, 'Rate exceeded')
}

function expired(): Refusal {
  return new Refusal('ExpiredTokenException', 'The security token included in the request is expired')
}

function write(response: ServerResponse, reply: Reply, requestId: string, isCut: boolean): void {
  const bytes = Buffer.from(reply.body)
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'content-length': bytes.length,
    'x-amzn-requestid': requestId,
    ...reply.headers,
  })
  if (!isCut) {
    response.end(bytes)
    return
  }
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
}

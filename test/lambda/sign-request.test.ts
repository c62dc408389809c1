import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { isSignedWith, readSignature } from '../../demo/aws/signature.ts'
import { makeCallAws } from '../../src/lambda/call-aws.ts'
import { readSecret } from '../../src/lambda/read-secret.ts'
import { signRequest } from '../../src/lambda/sign-request.ts'
import { instant } from '../../src/lib/instant.ts'

const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret', sessionToken: 'fake-token' }
const NOW = instant(Date.UTC(2015, 7, 30, 12, 36))

it('signs as the example of AWS has it', () => {
  const { authorization } = signRequest(
    { host: 'example.amazonaws.com', path: '/', headers: {}, body: '', service: 'service', region: 'us-east-1' },
    { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    NOW,
  )

  expect(authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
      'SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  )
})

describe('a call of AWS', () => {
  const closing: (() => void)[] = []
  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  it('is signed with all its headers, the session’s token too', async () => {
    const seen: boolean[] = []
    const call = await answering((request, body) => {
      const signed = readSignature(request)
      seen.push(signed !== undefined && isSignedWith(CREDENTIALS.secretAccessKey, request, body, signed))
      expect(signed?.headers).toEqual(['content-type', 'host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'])
      return [200, '{"MessageId":"1"}']
    })

    expect(await call('sqs', 'AmazonSQS.SendMessage', { MessageBody: 'Zoë' })).toEqual({ MessageId: '1' })
    expect(seen).toEqual([true])
  })

  it.each([
    ['a 503', [503, '{}'], 2],
    ['a throttle', [429, ''], 2],
    ['a refusal', [403, '{"__type":"AccessDenied","message":"no"}'], 1],
    ['an answer that is none', [200, '<html>'], 1],
  ] as const)('is made again after %s only where that can help', async (_, reply, times) => {
    let asked = 0
    const call = await answering(() => {
      asked += 1
      return reply
    })

    await expect(call('sqs', 'AmazonSQS.SendMessage', {})).rejects.toThrow(/AmazonSQS.SendMessage was refused/)
    expect(asked).toBe(times)
  })

  it('gives secrets by the ARN of a parameter or of a secret, and says of neither what it holds', async () => {
    const call = await answering((request, body) => {
      const target = String(request.headers['x-amz-target'])
      const { Name, SecretId } = JSON.parse(body.toString()) as Record<string, string>
      if (target === 'AmazonSSM.GetParameter' && Name?.endsWith('/empty')) return [200, '{"Parameter":{"Value":""}}']
      if (target === 'AmazonSSM.GetParameter') return [200, '{"Parameter":{"Value":"xoxb-fake\\n"}}']
      return [200, JSON.stringify({ SecretString: `fake ${SecretId}` })]
    })

    expect(await readSecret('arn:aws:ssm:us-east-1:111122223333:parameter/whodid/bot', call)).toBe('xoxb-fake')
    expect(await readSecret('arn:aws:secretsmanager:us-east-1:111122223333:secret:w', call)).toMatch(/^fake arn/)
    await expect(readSecret('arn:aws:ssm:us-east-1:111122223333:parameter/empty', call)).rejects.toThrow(/no text/)
    await expect(readSecret('arn:aws:s3:::bucket', call)).rejects.toThrow(/neither/)
  })

  async function answering(reply: (request: IncomingMessage, body: Buffer) => readonly [number, string]) {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = []
      request
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', () => {
          const [status, text] = reply(request, Buffer.concat(pieces))
          response.writeHead(status).end(text)
        })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const clock = { now: () => NOW, sleep: async () => undefined }
    return makeCallAws({ region: 'us-east-1', credentials: () => CREDENTIALS, clock, endpoint })
  }
})

import type { CallAws } from './call-aws.ts'

/**
 * A secret by the ARN of a parameter (SSM, SecureString) or of a secret (Secrets Manager). Throws where there is none; the
 * value is in no message.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function readSecret(arn: string, call: CallAws): Promise<string> {
  const service = /^arn:aws[\w-]*:(ssm|secretsmanager):/.exec(arn)?.[1]
  if (service === 'ssm') {
    const reply = await call('ssm', 'AmazonSSM.GetParameter', { Name: arn, WithDecryption: true })
    return textOf((reply as { readonly Parameter?: { readonly Value?: unknown } }).Parameter?.Value, arn)
  }
  if (service === 'secretsmanager') {
    const reply = await call('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: arn })
    return textOf((reply as { readonly SecretString?: unknown }).SecretString, arn)
  }
  throw new Error(`${arn} is the ARN of neither a parameter nor a secret`)
}

function textOf(value: unknown, arn: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Error(`${arn} holds no text`)
  return value.trim()
}

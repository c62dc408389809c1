import { expect, it } from 'vitest'
import { agentLabel } from '../../src/answer/agent-label.ts'

it.each([
  ['aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 lang/python#3.13', 'AWS CLI'],
  ['AWS-CLI/1.16.9 Python/2.7 Botocore/1.12', 'AWS CLI'],
  ['Boto3/1.26.8 Python/3.9.2 Linux/6.6 Botocore/1.29.8', 'Python SDK'],
  ['APN/1.0 HashiCorp/1.0 Terraform/1.13.4 aws-sdk-go-v2/1.39', 'Terraform'],
  ['aws-sdk-go/1.55.5 (go1.24.7; linux; amd64) amazon-ssm-agent/3.3', 'Go SDK'],
  ['aws-sdk-js/3.911.0 os/linux lang/js api/cloudformation#3 app/cdk-cli', 'JavaScript SDK'],
  ['aws-sdk-js/3.911.0 aws-cdk-cli/2.1', 'CDK'],
  ['console.amazonaws.com', 'console'],
  ['console.ec2.amazonaws.com', 'console'],
  ['signin.amazonaws.com', 'console'],
  ['S3Console/0.4, aws-internal/3 aws-sdk-java/1.11', 'console'],
  ['cloudformation.amazonaws.com', 'an AWS service'],
  ['autoscaling.amazonaws.com', 'an AWS service'],
  ['AWS Internal', 'AWS on behalf of a caller'],
  ['aws-internal/3 aws-sdk-java/1.12', 'AWS on behalf of a caller'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) Firefox/145.0', 'a browser'],
  ['curl/8.11', 'a plain HTTP client'],
  ['<!channel> *bold*', 'something else'],
  ['', 'something else'],
])('%s is %s', (agent, label) => {
  expect(agentLabel(agent)).toBe(label)
})

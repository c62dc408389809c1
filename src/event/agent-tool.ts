/** What sort of actor a tool is the hand of. A SDK alone may be anybody's program. */
export type ToolKind = 'cli' | 'iac' | 'ci' | 'sdk' | 'service' | 'console' | 'agent'

export type AgentTool = {
  readonly label: string
  /** undefined: the tool is known, and does not tell who is behind it. */
  readonly kind: ToolKind | undefined
}

/** User agents that show their tool, the telling ones first. As seen in CloudTrail's own records, and as the tools set them. */
const TOOLS: readonly (readonly [said: RegExp, label: string, kind: ToolKind | undefined])[] = [
  // https://github.com/awslabs/mcp: each server adds `md/awslabs#mcp#NAME#VERSION`.
  [/\bmd\/awslabs#mcp#/i, 'an AI agent’s AWS tools (MCP)', 'agent'],
  // https://docs.aws.amazon.com/agent-toolkit/latest/userguide/security_iam_service-with-iam.html
  [/^aws-mcp\.amazonaws\.com$/i, 'an AI agent’s AWS tools (MCP)', 'agent'],
  [/^AWS Internal$|^aws-internal\//i, 'AWS on behalf of a caller', 'service'],
  [/terraform/i, 'Terraform', 'iac'],
  [/opentofu/i, 'OpenTofu', 'iac'],
  [/pulumi/i, 'Pulumi', 'iac'],
  [/aws-cdk|cdk\//i, 'CDK', 'iac'],
  [/ansible/i, 'Ansible', 'iac'],
  // https://github.com/aws-actions/configure-aws-credentials
  [/configure-aws-credentials-for-github-actions/i, 'GitHub Actions', 'ci'],
  [/CloudShell/i, 'CloudShell', 'cli'],
  [/aws-cli\//i, 'AWS CLI', 'cli'],
  [/AWSPowerShell|aws-tools-for-powershell/i, 'PowerShell', 'cli'],
  [
    /^signin\.amazonaws\.com$|console\.[a-z0-9-]*\.?amazonaws\.com|^\[?S3Console|AWSConsole|AWS-Console|console\.aws\.amazon/i,
    'console',
    'console',
  ],
  [/^(?:[a-z0-9-]+\.)+amazonaws\.com$/i, 'an AWS service', 'service'],
  [/Boto3\/|Botocore\/|Boto\//i, 'Python SDK', 'sdk'],
  [/aws-sdk-(?:js|nodejs)|aws-sdk-js/i, 'JavaScript SDK', 'sdk'],
  [/aws-sdk-java|aws-sdk-kotlin/i, 'Java SDK', 'sdk'],
  [/aws-sdk-go/i, 'Go SDK', 'sdk'],
  [/aws-sdk-rust/i, 'Rust SDK', 'sdk'],
  [/aws-sdk-ruby/i, 'Ruby SDK', 'sdk'],
  [/aws-sdk-php/i, 'PHP SDK', 'sdk'],
  [/aws-sdk-(?:dotnet|net)/i, '.NET SDK', 'sdk'],
  [/aws-sdk-cpp/i, 'C++ SDK', 'sdk'],
  [/kubectl|kubernetes|eks-/i, 'Kubernetes', 'sdk'],
  [/^\[?aws-sdk|\bsdk\//i, 'another SDK', 'sdk'],
  [/\bcurl\/|\bwget\/|python-requests|Go-http-client|okhttp|axios/i, 'a plain HTTP client', 'sdk'],
  [/^\[?Mozilla\//i, 'a browser', undefined],
]

/** The tool that a user agent shows; undefined where it shows none. The caller writes it, so it is a hint and no proof. */
export function agentTool(agent: string): AgentTool | undefined {
  for (const [said, label, kind] of TOOLS) {
    if (said.test(agent)) return { label, kind }
  }
  return undefined
}

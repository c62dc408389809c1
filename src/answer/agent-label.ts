/** User agents that show their tool, the telling ones first. As seen in CloudTrail's own records. */
const TOOLS: readonly (readonly [said: RegExp, label: string])[] = [
  [/^AWS Internal$|^aws-internal\//i, 'AWS on behalf of a caller'],
  [/terraform/i, 'Terraform'],
  [/opentofu/i, 'OpenTofu'],
  [/pulumi/i, 'Pulumi'],
  [/aws-cdk|cdk\//i, 'CDK'],
  [/ansible/i, 'Ansible'],
  [/CloudShell/i, 'CloudShell'],
  [/aws-cli\//i, 'AWS CLI'],
  [/AWSPowerShell|aws-tools-for-powershell/i, 'PowerShell'],
  [
    /^signin\.amazonaws\.com$|console\.[a-z0-9-]*\.?amazonaws\.com|^\[?S3Console|AWSConsole|AWS-Console|console\.aws\.amazon/i,
    'console',
  ],
  [/^(?:[a-z0-9-]+\.)+amazonaws\.com$/i, 'an AWS service'],
  [/Boto3\/|Botocore\/|Boto\//i, 'Python SDK'],
  [/aws-sdk-(?:js|nodejs)|aws-sdk-js/i, 'JavaScript SDK'],
  [/aws-sdk-java|aws-sdk-kotlin/i, 'Java SDK'],
  [/aws-sdk-go/i, 'Go SDK'],
  [/aws-sdk-rust/i, 'Rust SDK'],
  [/aws-sdk-ruby/i, 'Ruby SDK'],
  [/aws-sdk-php/i, 'PHP SDK'],
  [/aws-sdk-(?:dotnet|net)/i, '.NET SDK'],
  [/aws-sdk-cpp/i, 'C++ SDK'],
  [/kubectl|kubernetes|eks-/i, 'Kubernetes'],
  [/^\[?aws-sdk|\bsdk\//i, 'another SDK'],
  [/\bcurl\/|\bwget\/|python-requests|Go-http-client|okhttp|axios/i, 'a plain HTTP client'],
  [/^\[?Mozilla\//i, 'a browser'],
]

/** The sort of tool that a user agent shows. The caller writes it, so it is a hint and no proof. */
export function agentLabel(agent: string): string {
  for (const [said, label] of TOOLS) {
    if (said.test(agent)) return label
  }
  return 'something else'
}

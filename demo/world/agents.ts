/** The user agents that this world's tools send. */
export const AGENTS = {
  chrome:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  cli: 'aws-cli/2.31.13 md/awscrt#0.27.6 ua/2.1 os/macos#25.0.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython cfg/retry-mode#standard md/command#cli',
  terraform:
    'APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.17.0 aws-sdk-go-v2/1.39.2 os/macos lang/go#1.25.1',
  actions: 'aws-sdk-js/3.911.0 ua/2.1 os/linux#6.11.0 lang/js md/nodejs#24.9.0 api/sts#3.911.0',
  cdk: 'aws-sdk-js/3.911.0 ua/2.1 os/linux#6.11.0 lang/js md/nodejs#24.9.0 api/cloudformation#3.911.0 app/cdk-cli',
  node: 'aws-sdk-js/3.911.0 ua/2.1 os/linux#6.1.153 lang/js md/nodejs#24.9.0 exec-env/AWS_Lambda_nodejs24.x',
  java: 'aws-sdk-java/2.34.6 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.153 lang/java#21.0.8 exec-env/AWS_ECS_FARGATE',
  ssm: 'aws-sdk-go/1.55.5 (go1.24.7; linux; amd64) amazon-ssm-agent/3.3.3050.0',
  vendor: 'Boto3/1.40.55 md/Botocore#1.40.55 ua/2.1 os/linux#5.15.0 lang/python#3.12.11 monitoring-vendor-crawler',
  leaked: 'Boto3/1.26.8 Python/3.9.2 Linux/6.6.9-kali1-amd64 Botocore/1.29.8',
} as const

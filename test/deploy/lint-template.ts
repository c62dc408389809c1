import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import { checkValue, type Shape } from './lint-value.ts'

/** A CloudFormation template, its functions written out (`Fn::Sub`). */
export type Stack = {
  readonly Parameters?: { readonly [name: string]: unknown }
  readonly Conditions?: { readonly [name: string]: unknown }
  readonly Resources: {
    readonly [name: string]: {
      readonly Type: string
      readonly Condition?: string
      readonly DependsOn?: string | readonly string[]
      readonly Properties?: { readonly [name: string]: unknown }
    }
  }
  readonly Outputs?: { readonly [name: string]: unknown }
}

const PSEUDO = ['AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix']

/**
 * What is wrong with a template by AWS's own description of its resource types: a type, property, attribute or value that does not
 * exist, a property that has to be there, a value of another type, a name that stands for nothing, a parameter or condition that
 * nothing uses. Empty where nothing is.
 */
export function lintTemplate(stack: Stack): readonly string[] {
  const db = (spec ??= loadAwsServiceSpecSync())
  const complaints: string[] = []
  for (const [name, { Type, Properties = {} }] of Object.entries(stack.Resources)) {
    const [found] = db.lookup('resource', 'cloudFormationType', 'equals', Type)
    if (found === undefined) complaints.push(`${name}: there is no type ${Type}`)
    else complaints.push(...checkValue(Properties, { properties: found.properties } satisfies Shape, name, db))
  }
  return [...complaints, ...lintNames(stack)]
}

let spec: ReturnType<typeof loadAwsServiceSpecSync> | undefined

function lintNames(stack: Stack): readonly string[] {
  const { Parameters = {}, Conditions = {}, Resources, Outputs = {} } = stack
  const names = { refs: new Set<string>(), attributes: new Set<string>(), conditions: new Set<string>() }
  collect([Resources, Outputs, Conditions], names)
  for (const { Condition, DependsOn = [] } of Object.values(Resources)) {
    if (Condition !== undefined) names.conditions.add(Condition)
    for (const name of [DependsOn].flat()) names.refs.add(name)
  }
  const known = new Set([
    ...Object.keys(Parameters),
    ...Object.keys(Resources),
    ...PSEUDO.map((each) => `AWS::${each}`),
  ])
  return [
    ...[...names.refs].filter((name) => !known.has(name)).map((name) => `${name} is named and is not there`),
    ...[...names.conditions].filter((name) => !(name in Conditions)).map((name) => `there is no condition ${name}`),
    ...[...names.attributes].flatMap((name) => lintAttribute(name, stack)),
    ...Object.keys(Parameters)
      .filter((name) => !names.refs.has(name))
      .map((name) => `nothing uses parameter ${name}`),
    ...Object.keys(Conditions)
      .filter((name) => !names.conditions.has(name))
      .map((name) => `nothing uses condition ${name}`),
  ]
}

function lintAttribute(named: string, { Resources }: Stack): readonly string[] {
  const dot = named.indexOf('.')
  const [name, attribute] = [named.slice(0, dot), named.slice(dot + 1)]
  const resource = Resources[name]
  if (resource === undefined) return [`${name} is named and is not there`]
  const [found] = spec?.lookup('resource', 'cloudFormationType', 'equals', resource.Type) ?? []
  if (found === undefined || attribute in found.attributes) return []
  return [`${name}: ${resource.Type} has no attribute ${attribute}`]
}

type Names = { readonly refs: Set<string>; readonly attributes: Set<string>; readonly conditions: Set<string> }

function collect(value: unknown, names: Names): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref') names.refs.add(String(inner))
    else if (key === 'Condition' && typeof inner === 'string') names.conditions.add(inner)
    else if (key === 'Fn::GetAtt') names.attributes.add(Array.isArray(inner) ? inner.join('.') : String(inner))
    else if (key === 'Fn::Sub') collectSub(inner, names)
    if (key === 'Fn::If' && Array.isArray(inner)) names.conditions.add(String(inner[0]))
    collect(inner, names)
  }
}

function collectSub(inner: unknown, names: Names): void {
  const parts: readonly unknown[] = Array.isArray(inner) ? inner : [inner]
  const own = Object.keys((parts[1] as object | undefined) ?? {})
  for (const [, name = ''] of String(parts[0]).matchAll(/\$\{([^!}][^}]*)\}/g)) {
    if (own.includes(name)) continue
    if (name.includes('.')) names.attributes.add(name)
    else names.refs.add(name)
  }
}

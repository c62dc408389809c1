import type { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import type { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types'

type Spec = ReturnType<typeof loadAwsServiceSpecSync>

/** A type of AWS's description, or the properties of a resource or of a part of one. */
export type Shape = { readonly properties: ResourceProperties } | PropertyType

/**
 * What is wrong with a value at this path. A value that CloudFormation works out (`Ref`, `Fn::…`) is not looked into, but
 * both sides of an `Fn::If` are.
 */
export function checkValue(value: unknown, shape: Shape, path: string, spec: Spec): readonly string[] {
  const sides = sidesOf(value)
  if (sides !== undefined) return sides.flatMap((side) => checkValue(side, shape, path, spec))
  if (isWorkedOut(value)) return []
  if ('properties' in shape) return checkObject(value, shape.properties, path, spec)
  switch (shape.type) {
    case 'string':
      return checkPlain(value, shape.allowedValues, ['string', 'number', 'boolean'], path)
    case 'date-time':
      return checkPlain(value, undefined, ['string'], path)
    case 'number':
      return checkPlain(value, undefined, ['number'], path)
    case 'integer':
      return Number.isInteger(Number(value))
        ? checkPlain(value, shape.allowedValues, ['number', 'string'], path)
        : [`${path}: a whole number is expected`]
    case 'boolean':
      return checkPlain(value, undefined, ['boolean'], path)
    case 'array':
      if (!Array.isArray(value)) return [`${path}: a list is expected`]
      return value.flatMap((each, n) => checkValue(each, shape.element, `${path}[${n}]`, spec))
    case 'map':
      if (typeof value !== 'object' || value === null) return [`${path}: a map is expected`]
      return Object.entries(value).flatMap(([key, each]) => checkValue(each, shape.element, `${path}.${key}`, spec))
    case 'ref':
      return checkObject(value, spec.get('typeDefinition', shape.reference).properties, path, spec)
    case 'union': {
      const each = shape.types.map((type) => checkValue(value, type, path, spec))
      return each.find((complaints) => complaints.length === 0) ?? each[0] ?? []
    }
    case 'tag':
      return checkObject(value, TAG, path, spec)
    case 'json':
    case 'null':
    default:
      return []
  }
}

const TAG: ResourceProperties = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
}

function checkObject(value: unknown, properties: ResourceProperties, path: string, spec: Spec): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: an object is expected`]
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required === true && !(name in value))
    .map(([name]) => `${path}: ${name} has to be there`)
  const wrong = Object.entries(value).flatMap(([name, each]) => {
    const property = properties[name]
    if (property === undefined) return [`${path}: there is no property ${name}`]
    return checkValue(each, property.type, `${path}.${name}`, spec)
  })
  return [...missing, ...wrong]
}

function checkPlain(
  value: unknown,
  allowed: readonly (string | number)[] | undefined,
  types: readonly string[],
  path: string,
): readonly string[] {
  if (!types.includes(typeof value)) return [`${path}: ${types[0]} is expected`]
  if (allowed === undefined || allowed.some((each) => String(each) === String(value))) return []
  return [`${path}: one of ${allowed.join(', ')} is expected`]
}

function isWorkedOut(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const [key, ...more] = Object.keys(value)
  return more.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'))
}

function sidesOf(value: unknown): readonly unknown[] | undefined {
  if (!isWorkedOut(value)) return undefined
  const chosen = (value as { readonly 'Fn::If'?: unknown })['Fn::If']
  return Array.isArray(chosen) ? chosen.slice(1) : undefined
}

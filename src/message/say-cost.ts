import { sayNumber } from './say-count.ts'

/** `1.2 GB`, in thousands as AWS bills. */
export function sayBytes(bytes: number): string {
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size < 10 ? size.toFixed(1) : sayNumber(Math.round(size))} ${unit}`
}

/** `$0.05`; a small sum is not rounded to nothing. */
export function sayDollars(dollars: number): string {
  if (dollars < 0.001) return 'less than $0.001'
  return `$${dollars < 0.01 ? dollars.toFixed(3) : dollars.toFixed(2)}`
}

import { expect, it } from 'vitest'
import { chooseWay } from '../../../src/backends/cloudwatch-logs/choose-way.ts'
import type { LogClass } from '../../../src/backends/cloudwatch-logs/log-group.ts'
import { instant } from '../../../src/lib/instant.ts'

const DAY = 86_400_000
const GB = 1_000_000_000

it.each<[hours: number, LogClass | undefined, bytesPerDay: number | undefined, way: string, why: RegExp]>([
  [24, undefined, undefined, 'filter', /at most two days/],
  [48, 'STANDARD', undefined, 'filter', /at most two days/],
  [49, 'STANDARD', undefined, 'query', /longer than two days/],
  [24, 'STANDARD', 0.9 * GB, 'filter', /free, as there is about 0\.9 GB/],
  [24, 'STANDARD', 1.1 * GB, 'query', /about 1\.1 GB/],
  [24, 'STANDARD', 20 * GB, 'query', /about 20\.0 GB/],
  [1, 'STANDARD', 20 * GB, 'filter', /about 0\.8 GB/],
  [24 * 90, 'STANDARD', 1_000_000, 'filter', /less than 0\.1 GB/],
  [24 * 90, 'STANDARD', GB, 'query', /about 90\.0 GB/],
  [1, 'INFREQUENT_ACCESS', 1, 'query', /has no filter/],
  [1, 'DELIVERY', 1, 'none', /cannot be asked/],
])('%s hours of a group of class %s with %s bytes a day: %s', (hours, logClass, bytesPerDay, way, why) => {
  const window = { from: instant(0), to: instant((hours / 24) * DAY) }

  const choice = chooseWay({ window, logClass, bytesPerDay })

  expect(choice.way).toBe(way)
  expect(choice.why).toMatch(why)
})

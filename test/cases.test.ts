import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STAGES } from '../src/cli/options.ts'
import { answerCase } from '../src/cli/record-case.ts'
import { plain } from '../src/lib/plain.ts'

const DIR = 'test/cases'
const cases = await readdir(DIR)

describe('recorded cases', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThan(3)
  })

  it.each(cases)('%s is answered as it was recorded, stage by stage', async (name) => {
    const stages = await answerCase(join(DIR, name))

    for (const stage of STAGES) {
      const recorded = JSON.parse(await readFile(join(DIR, name, `${stage}.json`), 'utf8'))
      expect({ [stage]: JSON.parse(JSON.stringify(plain(stages[stage]))) }).toEqual({ [stage]: recorded })
    }
  })
})

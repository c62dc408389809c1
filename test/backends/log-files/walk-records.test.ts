import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OnRecord, walkLines, walkRecords } from '../../../src/backends/log-files/walk-records.ts'

const SHAPES: readonly (readonly [
  name: string,
  text: string,
  found: readonly string[],
  odd: number,
  whole: boolean,
])[] = [
  [
    'Records, as CloudTrail writes them',
    '{"Records":[{"a":1},{"b":{"c":[{"d":2}]}}]}',
    ['{"a":1}', '{"b":{"c":[{"d":2}]}}'],
    0,
    true,
  ],
  [
    'Records with space around everything',
    ' {\n "Records" : [ {"a" : 1} ,\r\n\t{"b":2}\n] }\n',
    ['{"a" : 1}', '{"b":2}'],
    0,
    true,
  ],
  ['Records after other keys', '{"x":[1,{"y":2}],"z":"Records","Records":[{"a":1}],"q":3}', ['{"a":1}'], 0, true],
  ['Events, as LookupEvents answers', '{"Events":[{"a":1}],"NextToken":"t"}', ['{"a":1}'], 0, true],
  ['a bare list', '[{"a":1},{"b":2}]', ['{"a":1}', '{"b":2}'], 0, true],
  ['one record', '{"a":{"Records":[{"b":1}]}}', ['{"a":{"Records":[{"b":1}]}}'], 0, true],
  ['records one after the other', '{"a":1}\n{"b":2}{"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}'], 0, true],
  ['files one after the other', '{"Records":[{"a":1}]}\n{"Records":[{"b":2}]}', ['{"a":1}', '{"b":2}'], 0, true],
  ['a byte order mark', '\ufeff{"Records":[{"a":1}]}', ['{"a":1}'], 0, true],
  ['no records', '{"Records":[]}', [], 0, true],
  [
    'brackets and quotes inside strings',
    '{"Records":[{"a":"}]{[\\"}","b":"\\\\"},{"c":1}]}',
    ['{"a":"}]{[\\"}","b":"\\\\"}', '{"c":1}'],
    0,
    true,
  ],
  ['things that are no records', '{"Records":[null,1,"{}",[{"x":1}],{"a":1},true]}', ['{"a":1}'], 5, true],
  ['a torn list', '{"Records":[{"a":1},{"b":', ['{"a":1}'], 0, false],
  ['a torn string', '{"Records":[{"a":1},{"b":"x}', ['{"a":1}'], 0, false],
  ['a torn escape', '{"Records":[{"a":1},{"b":"x\\', ['{"a":1}'], 0, false],
  ['too many brackets', '{"Records":[{"a":1}]}]}}[{"b":2}]', ['{"a":1}', '{"b":2}'], 3, true],
]

describe('walkRecords', () => {
  for (const [name, text, found, odd, whole] of SHAPES) {
    it(`finds the records in ${name}`, () => {
      const bytes = Buffer.from(text)

      const { slices, walk } = collect(bytes, (each) => walkRecords(bytes, 0, bytes.length, each))

      expect(slices).toEqual(found)
      expect(walk).toMatchObject({ odd, whole })
    })
  }

  it('finds what JSON.parse finds, however the JSON is written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.constantFrom(0, 1, 2, '\t'),
        (records, indent) => {
          const bytes = Buffer.from(JSON.stringify({ before: records, Records: records }, null, indent))

          const { slices } = collect(bytes, (each) => walkRecords(bytes, 0, bytes.length, each))

          expect(slices.map((slice) => JSON.parse(slice))).toEqual(JSON.parse(JSON.stringify(records)))
        },
      ),
    )
  })

  it('finds a prefix of the records wherever the text is cut', () => {
    const records = [{ a: 'x"}' }, { b: ['\\', { c: null }] }, { d: 'é' }]
    const bytes = Buffer.from(JSON.stringify({ Records: records }))
    for (let end = 0; end <= bytes.length; end++) {
      const { slices, walk } = collect(bytes, (each) => walkRecords(bytes, 0, end, each))
      expect(slices).toEqual(records.map((one) => JSON.stringify(one)).slice(0, slices.length))
      expect(walk.whole).toBe(end === bytes.length || end === 0)
    }
  })

  it('never throws and never stays, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\ aR1\n')) }), (text) => {
        const bytes = Buffer.from(text)
        expect(collect(bytes, (each) => walkRecords(bytes, 0, bytes.length, each)).walk.odd).toBeGreaterThanOrEqual(0)
        expect(collect(bytes, (each) => walkLines(bytes, each)).walk.odd).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('walkLines', () => {
  it('finds one record a line, and Records in a line', () => {
    const bytes = Buffer.from('{"a":1}\n\n{"Records":[{"b":2},{"c":3}]}\r\n[{"d":4}]\n')
    const { slices, walk } = collect(bytes, (each) => walkLines(bytes, each))
    expect(slices).toEqual(['{"a":1}', '{"b":2}', '{"c":3}', '{"d":4}'])
    expect(walk).toMatchObject({ odd: 0, whole: true })
  })

  it('loses only the line that is broken', () => {
    const bytes = Buffer.from('{"a":1}\n{"b":"torn\n{"c":3}\nnothing\n{"d":4}')
    const { slices, walk } = collect(bytes, (each) => walkLines(bytes, each))
    expect(slices).toEqual(['{"a":1}', '{"c":3}', '{"d":4}'])
    expect(walk.odd).toBe(2)
  })

  it('reads text whose values go on over several lines', () => {
    const bytes = Buffer.from('{\n  "Records": [\n    {"a": 1},\n    {"b": 2}\n  ]\n}\n')
    const { slices } = collect(bytes, (each) => walkLines(bytes, each))
    expect(slices).toEqual(['{"a": 1}', '{"b": 2}'])
  })
})

function collect<W>(
  bytes: Buffer,
  walk: (each: OnRecord) => W,
): { readonly slices: readonly string[]; readonly walk: W } {
  const slices: string[] = []
  return { walk: walk((start, end) => slices.push(bytes.toString('utf8', start, end)) > 0), slices }
}

export type Fault = { readonly pointer: string; readonly message: string }

const LONG = 160

type JsonTreeProps = {
  readonly value: unknown
  readonly faults: readonly Fault[]
  readonly name?: string
  readonly pointer?: string
  readonly depth?: number
}

/** JSON to unfold; what Slack found fault with is open and marked. */
export function JsonTree({ value, faults, name, pointer = '', depth = 0 }: JsonTreeProps) {
  const own = faults.filter((each) => each.pointer === pointer)
  const within = faults.some((each) => each.pointer.startsWith(`${pointer}/`))
  const mark = own.length > 0 ? 'json-fault' : ''
  const label = name === undefined ? null : <span className="json-name">{name}: </span>
  const notes = own.map((each) => (
    <strong key={each.message} className="json-note">
      {' '}
      ← {each.message}
    </strong>
  ))
  if (typeof value !== 'object' || value === null)
    return (
      <div className={`json-leaf ${mark}`}>
        {label}
        <Leaf value={value} />
        {notes}
      </div>
    )
  const entries = Object.entries(value)
  const list = Array.isArray(value)
  return (
    <details className={`json ${mark}`} open={depth < 1 || within || own.length > 0}>
      <summary>
        {label}
        <span className="soft">{list ? `[ ${entries.length} ]` : `{ ${gist(value)} }`}</span>
        {notes}
      </summary>
      {entries.map(([key, each]) => (
        <JsonTree
          key={key}
          name={key}
          value={each}
          faults={faults}
          pointer={`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`}
          depth={depth + 1}
        />
      ))}
    </details>
  )
}

function gist(value: object): string {
  if ('type' in value && typeof value.type === 'string') return value.type
  const names = Object.keys(value)
  return names.length > 4 ? `${names.slice(0, 4).join(', ')}, …` : names.join(', ')
}

/** A text that is long shows its beginning first. */
function Leaf({ value }: { readonly value: unknown }) {
  const said = JSON.stringify(value) ?? 'nothing'
  const kind = `json-${value === null ? 'null' : typeof value}`
  if (said.length <= LONG) return <span className={kind}>{said}</span>
  return (
    <details className="json-long">
      <summary className={kind}>{said.slice(0, LONG)}…</summary>
      <span className={kind}>{typeof value === 'string' ? value : said}</span>
    </details>
  )
}

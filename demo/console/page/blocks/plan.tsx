import { useState, type ReactNode } from 'react'
import { isJson, recordsOf, textOf, type Json } from '../../../slack/record.ts'
import { Link } from './inline.tsx'
import { RichText } from './rich-text.tsx'
import { safeUrl } from './safe-url.ts'
import { useScope } from './scope.ts'

const STATUSES: ReadonlyMap<string, readonly [mark: string, name: string]> = new Map([
  ['pending', ['', 'Pending']],
  ['in_progress', ['', 'In progress']],
  ['complete', ['✓', 'Complete']],
  ['error', ['!', 'Error']],
])

/** Steps under a title, each with how far it is. */
export function Plan({ block }: { readonly block: Json }): ReactNode {
  const tasks = recordsOf(block.tasks)
  return (
    <details className="bk-plan" open>
      <summary>{textOf(block, 'title')}</summary>
      <ul className="bk-tasks">
        {tasks.map((task, index) => (
          <li key={textOf(task, 'task_id') ?? index}>
            <Task task={task} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** A step by itself. */
export function TaskCard({ block }: { readonly block: Json }): ReactNode {
  return (
    <div className="bk-task-card">
      <Task task={block} />
    </div>
  )
}

function Task({ task }: { readonly task: Json }): ReactNode {
  const { look } = useScope()
  const [open, setOpen] = useState(true)
  const status = textOf(task, 'status') ?? 'pending'
  const [mark, name] = STATUSES.get(status) ?? ['', status]
  const sources = recordsOf(task.sources)
  const more = [task.details, task.output].filter(isJson)
  const title = (
    <>
      <span className={`bk-status bk-status-${STATUSES.has(status) ? status : 'pending'}`} role="img" aria-label={name}>
        {mark}
      </span>
      <span className="bk-task-title">{textOf(task, 'title')}</span>
    </>
  )
  if (more.length === 0 && sources.length === 0) return <div className="bk-task">{title}</div>
  return (
    <details className="bk-task" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <div className="bk-task-more">
        {more.map((each, index) => (
          <RichText key={index} block={each} look={look} />
        ))}
        {sources.map((source, index) => {
          const url = safeUrl(textOf(source, 'url') ?? '')
          const text = textOf(source, 'text') ?? url ?? ''
          return (
            <span key={index} className="bk-source">
              {url === undefined ? text : <Link url={url}>{text}</Link>}
            </span>
          )
        })}
      </div>
    </details>
  )
}

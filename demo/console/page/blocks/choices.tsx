import { useId, type ReactNode } from 'react'
import type { ElementProps } from './element.tsx'
import { optionsOf } from './given.ts'
import type { FormValue, Option } from './props.ts'
import { useScope, type Place } from './scope.ts'
import { Words } from './words.tsx'

/** Boxes to tick. */
export function Checkboxes({ element, place }: ElementProps): ReactNode {
  const { held, choose } = useScope()
  const chosen = optionsIn(held(place, element))
  const toggle = (option: Option): void => {
    const has = chosen.some((each) => each.value === option.value)
    const options = optionsOf(element).map((each) => each.option)
    choose(
      place,
      element,
      options.filter((each) => (each.value === option.value ? !has : chosen.some((one) => one.value === each.value))),
    )
  }
  return (
    <Choices place={place} role="group">
      {optionsOf(element).map(({ option }) => (
        <Choice key={option.value} option={option}>
          <input
            type="checkbox"
            checked={chosen.some((each) => each.value === option.value)}
            onChange={() => toggle(option)}
          />
        </Choice>
      ))}
    </Choices>
  )
}

/** One out of several. */
export function RadioButtons({ element, place }: ElementProps): ReactNode {
  const { held, choose } = useScope()
  const name = useId()
  const [chosen] = optionsIn(held(place, element))
  return (
    <Choices place={place} role="radiogroup">
      {optionsOf(element).map(({ option }) => (
        <Choice key={option.value} option={option}>
          <input
            type="radio"
            name={name}
            checked={chosen?.value === option.value}
            onChange={() => choose(place, element, option)}
          />
        </Choice>
      ))}
    </Choices>
  )
}

type ChoicesProps = { readonly place: Place; readonly role: 'group' | 'radiogroup'; readonly children: ReactNode }

function Choices({ place, role, children }: ChoicesProps): ReactNode {
  const name = place.labelId === undefined ? { 'aria-label': 'Options' } : { 'aria-labelledby': place.labelId }
  return (
    <div className="bk-choices" role={role} aria-describedby={place.noteId} {...name}>
      {children}
    </div>
  )
}

function Choice({ option, children }: { readonly option: Option; readonly children: ReactNode }): ReactNode {
  return (
    <label className="bk-choice">
      {children}
      <span>
        <Words text={option.text} />
        {option.description !== undefined && (
          <span className="bk-choice-note">
            <Words text={option.description} />
          </span>
        )}
      </span>
    </label>
  )
}

function optionsIn(held: FormValue): readonly Option[] {
  if (held === null || typeof held !== 'object') return []
  return (Array.isArray(held) ? held : [held]) as readonly Option[]
}

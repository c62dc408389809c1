import { useState } from 'react'

/** A choice that outlives a reload: of this page alone, or of every page (`everywhere`). */
export function useRemembered<T extends string = string>(
  name: string,
  first: NoInfer<T>,
  where: 'here' | 'everywhere' = 'everywhere',
): readonly [T, (value: T) => void] {
  const store = where === 'here' ? sessionStorage : localStorage
  const [value, setValue] = useState(() => (store.getItem(name) as T | null) ?? first)
  return [
    value,
    (next) => {
      store.setItem(name, next)
      setValue(next)
    },
  ]
}

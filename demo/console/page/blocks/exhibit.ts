import type { BlocksProps } from './props.ts'

/** Blocks of the gallery that are looked at together. */
export type Exhibit = Pick<BlocksProps, 'blocks' | 'surface' | 'errors'> & { readonly name: string }

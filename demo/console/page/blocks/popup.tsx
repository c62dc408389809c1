import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'

type Props = {
  /** What the popup belongs to; clicks in there do not close it. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
  readonly wide?: boolean
  readonly children: ReactNode
}

const GAP = 4

/** Something that opens over everything else, below its anchor or above it where there is more room. */
export function Popup({ anchor, onClose, wide = false, children }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const popup = box.current
    if (popup === null) return undefined
    popup.showPopover()
    const place = (): void => {
      if (anchor.current !== null) putBeside(popup, anchor.current, wide)
    }
    const observer = new ResizeObserver(place)
    observer.observe(popup)
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [anchor, wide])
  useEffect(() => {
    const outside = ({ target }: PointerEvent): void => {
      if (target instanceof Node && !box.current?.contains(target) && !anchor.current?.contains(target)) onClose()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [anchor, onClose])
  return (
    <div ref={box} className="bk-popup" popover="manual">
      {children}
    </div>
  )
}

function putBeside(popup: HTMLElement, anchor: HTMLElement, wide: boolean): void {
  const { left, top, bottom, width } = anchor.getBoundingClientRect()
  if (wide) popup.style.minWidth = `${width}px`
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight }
  const below = room.height - bottom - GAP
  const above = top - GAP
  const needed = popup.scrollHeight + 2
  const up = needed > below && above > below
  popup.style.maxHeight = `${Math.max(120, (up ? above : below) - GAP)}px`
  const height = Math.min(needed, Math.max(120, (up ? above : below) - GAP))
  popup.style.top = `${up ? top - GAP - height : bottom + GAP}px`
  popup.style.left = `${Math.max(GAP, Math.min(left, room.width - popup.offsetWidth - GAP))}px`
}

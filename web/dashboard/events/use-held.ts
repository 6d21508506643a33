import { type FocusEvent, type PointerEvent, type RefObject, useEffect, useState } from 'react'

/** Whether a reader is at something that would move under them, and what must be told of that. */
export type Held = {
  readonly isHeld: boolean
  readonly handlers: {
    onPointerEnter(event: PointerEvent): void
    onPointerLeave(event: PointerEvent): void
    onFocus(event: FocusEvent): void
    onBlur(event: FocusEvent<HTMLElement>): void
  }
}

/** True while the pointer is over a part, the focus is in it, or it is scrolled away from its beginning. */
export function useHeld(scroll: RefObject<HTMLElement | null>): Held {
  const [isPointedAt, setPointedAt] = useState(false)
  const [hasFocus, setFocus] = useState(false)
  const [isScrolled, setScrolled] = useState(false)
  useEffect(() => {
    const element = scroll.current
    if (!element) return
    const look = () => setScrolled(element.scrollTop > 4)
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [scroll])
  return {
    isHeld: isPointedAt || hasFocus || isScrolled,
    handlers: {
      // A finger that has left the screen points at nothing.
      onPointerEnter: ({ pointerType }) => setPointedAt(pointerType !== 'touch'),
      onPointerLeave({ currentTarget }) {
        setPointedAt(false)
        // What had the focus may be gone, such as the button that shows what waits: then no `blur` has told of it.
        setFocus(currentTarget.contains(document.activeElement))
      },
      onFocus: () => setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }) => setFocus(currentTarget.contains(relatedTarget)),
    },
  }
}

import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** How near to its end a region counts as scrolled to the end, in CSS pixels. */
const NEAR = 24

interface FollowEnd {
  element: RefObject<HTMLDivElement | null>
  onScroll: () => void
}

/** Keeps a region that grows at its end, until one scrolls away from there. */
export const useFollowEnd = (isLive: boolean, content: unknown): FollowEnd => {
  const element = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    const region = element.current
    if (region && isLive && atEnd.current) region.scrollTop = region.scrollHeight
  }, [content, isLive])
  return {
    element,
    onScroll() {
      const region = element.current
      if (region) atEnd.current = region.scrollHeight - region.scrollTop - region.clientHeight < NEAR
    },
  }
}

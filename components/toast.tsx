import { useEffect } from 'preact/hooks'
import { usePanel } from './panel-context'

const SHOWN_MS = 4000

/** Says what was just done, to eyes and ears. The region is always there: screen readers listen to what changes in it. */
export const Toast = () => {
  const { toast } = usePanel()
  const shown = toast.shown.value
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(toast.dismiss, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown, toast])
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown && (
        <div key={shown.number} class="toast">
          {shown.text}
        </div>
      )}
    </div>
  )
}

import { useEffect } from 'preact/hooks'
import { usePanel } from './panel-context'

const SHOWN_MS = 3000

/** Says what was just done, and goes away by itself. Screen readers hear it. */
export const Toast = () => {
  const { notice, i18n } = usePanel()
  const current = notice.current.value
  useEffect(() => {
    if (!current) return
    const timer = setTimeout(notice.dismiss, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [current, notice])
  return (
    <div class="toast-place" role="status">
      {current && <span class="toast">{i18n.t(`notice.${current.code}`)}</span>}
    </div>
  )
}

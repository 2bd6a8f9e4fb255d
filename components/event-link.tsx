import { usePanel } from './panel-context'

/** Leads to an event under Events. */
export const EventLink = ({ block }: { block: number }) => {
  const { message, i18n } = usePanel()
  if (block < 0) return null
  return (
    <button type="button" class="link" title={i18n.t('message.go')} onClick={() => message.goToEvent(block)}>
      {i18n.t('message.event', { event: block + 1 })}
    </button>
  )
}

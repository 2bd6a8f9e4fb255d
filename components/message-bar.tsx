import { isProtocolChoice, type MessageShown, PROTOCOL_IDS } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** Which protocol it is taken for, how text is shown, and copies. */
export const MessageBar = ({ shown }: { shown: MessageShown }) => (
  <div class="message-bar">
    <ProtocolChoice shown={shown} />
    <TextModes />
    <CopyButtons />
  </div>
)

const ProtocolChoice = ({ shown }: { shown: MessageShown }) => {
  const { message, i18n } = usePanel()
  const { t } = i18n
  const name = t(`protocol.${shown.protocol}`)
  const automatic = shown.by === 'look' ? t('protocol.auto', { protocol: name }) : t('protocol.auto.plain')
  const why =
    shown.by === 'look' ? t(`protocol.confidence.${shown.confidence}`) : t(`protocol.by.${shown.by}`)
  const choose = (value: string) => {
    if (isProtocolChoice(value)) message.choose(value)
  }
  return (
    <>
      <label class="parse-as message-protocol" title={t('protocol.hint')}>
        <span class="parse-label">{t('protocol.name')}</span>
        <select
          aria-label={t('protocol.name')}
          value={message.choice.value}
          onChange={event => choose(event.currentTarget.value)}
        >
          <option value="auto">{automatic}</option>
          {PROTOCOL_IDS.map(id => (
            <option key={id} value={id}>
              {t(`protocol.${id}`)}
            </option>
          ))}
        </select>
      </label>
      <span class="message-why" title={why}>
        {why}
      </span>
    </>
  )
}

const MODES = ['markdown', 'text'] as const

const TextModes = () => {
  const { message, i18n } = usePanel()
  const { t } = i18n
  return (
    <div class="toggle" role="group" aria-label={t('message.mode')}>
      {MODES.map(mode => (
        <button
          key={mode}
          type="button"
          class="toggle-item"
          aria-pressed={message.mode.value === mode}
          onClick={() => message.setMode(mode)}
        >
          {t(`message.mode.${mode}`)}
        </button>
      ))}
    </div>
  )
}

const FORMS = ['text', 'markdown', 'json'] as const

const CopyButtons = () => {
  const { message, i18n } = usePanel()
  const { t } = i18n
  const copied = message.copied.value
  return (
    <div class="message-copy" role="group" aria-label={t('message.copy')}>
      <span class="message-copy-label" role="status">
        {copied === null
          ? t('message.copy')
          : t(copied === 'failed' ? 'message.copy.failed' : 'message.copied')}
      </span>
      {FORMS.map(form => (
        <button
          key={form}
          type="button"
          class={`button button-small${copied === form ? ' is-done' : ''}`}
          aria-label={t(`message.copy.${form}.name`)}
          onClick={() => message.copy(form)}
        >
          {t(`message.copy.${form}`)}
        </button>
      ))}
    </div>
  )
}

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Payload } from '../lib/state/shown'
import { Fields } from './fields'
import { FoldedText } from './folded-text'
import { JsonTree } from './json-tree'
import { usePanel } from './panel-context'

/** The request's body, read as what it is. */
export const PayloadView = ({ payload }: { payload: Payload }) => {
  const { t, bytes } = usePanel().i18n
  switch (payload.kind) {
    case 'none':
      return <p class="note">{t('payload.none')}</p>
    case 'json':
      return (
        <ParsedOrSource text={payload.text}>
          <JsonTree text={payload.text} root={payload.json} label={t('request.payload')} />
        </ParsedOrSource>
      )
    case 'form':
      return (
        <ParsedOrSource text={payload.text}>
          <Fields fields={payload.fields} data />
        </ParsedOrSource>
      )
    case 'text':
      return (
        <>
          <FoldedText text={payload.text} />
          {payload.missing > 0 && <p class="note">{t('payload.cut', { count: payload.missing })}</p>}
        </>
      )
    case 'form-data':
      return (
        <>
          <p class="note">{t('payload.form-data')}</p>
          <Fields fields={payload.names.map(name => [name, t('payload.value')])} data />
        </>
      )
    case 'not-captured':
      return (
        <p class="note">
          {payload.size === null
            ? t('payload.not-captured', { type: payload.type })
            : t('payload.not-captured.size', { type: payload.type, bytes: bytes(payload.size) })}
        </p>
      )
  }
}

/** What was sent as the page meant it, or to the letter. */
const ParsedOrSource = ({ text, children }: { text: string; children: ComponentChildren }) => {
  const { t } = usePanel().i18n
  const [isSource, setSource] = useState(false)
  return (
    <>
      <div class="toggle" role="group" aria-label={t('payload.view')}>
        <button type="button" class="toggle-item" aria-pressed={!isSource} onClick={() => setSource(false)}>
          {t('payload.parsed')}
        </button>
        <button type="button" class="toggle-item" aria-pressed={isSource} onClick={() => setSource(true)}>
          {t('payload.source')}
        </button>
      </div>
      {isSource ? <FoldedText text={text} /> : children}
    </>
  )
}

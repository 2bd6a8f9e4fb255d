import type { Answer, AnswerBody, AnswerNote, Translator } from '../lib/state/shown'
import { EmptyNote } from './empty-note'
import { FoldedText } from './folded-text'
import { JsonTree } from './json-tree'
import { usePanel } from './panel-context'

/** Stands where events would: says what came instead, and shows it. */
export const AnswerPane = ({ answer, live }: { answer: Answer; live: boolean }) => {
  const { i18n } = usePanel()
  const { t } = i18n
  const lines = answer.notes.flatMap(note => linesOf(i18n, note))
  if (!answer.body) return <EmptyNote title={t(live ? 'answer.title.yet' : 'answer.title')} lines={lines} />
  return (
    <section class="answer" aria-label={t('answer.name')}>
      <div class="answer-notes">
        {lines.map(line => (
          <p key={line}>
            <bdi>{line}</bdi>
          </p>
        ))}
      </div>
      <div class="answer-body">
        <Body body={answer.body} />
      </div>
    </section>
  )
}

const Body = ({ body }: { body: AnswerBody }) => {
  const { t, bytes } = usePanel().i18n
  if (body.kind === 'json') return <JsonTree text={body.text} root={body.json} label={t('answer.name')} />
  if (body.kind !== 'text') return <p class="note">{t(`answer.body.${body.kind}`)}</p>
  return (
    <>
      <FoldedText text={body.text} />
      {body.cut !== null && (
        <p class="note">{t('answer.body.cut', { shown: bytes(body.cut), size: bytes(body.size) })}</p>
      )}
    </>
  )
}

const linesOf = ({ t }: Translator, note: AnswerNote): string[] => {
  switch (note.code) {
    case 'unanswered':
      return [
        t(`answer.unanswered.${note.state}`),
        ...(note.message ? [t('answer.error', { message: note.message })] : []),
      ]
    case 'not-a-stream':
    case 'no-format':
      return [t(`answer.${note.code}`, { type: note.type })]
    case 'status':
      return [t('answer.status', { status: `${note.status} ${note.text}`.trim() })]
    case 'redirected':
      return [t('answer.redirected', { url: note.url })]
    default:
      return [t(`answer.${note.code}`)]
  }
}

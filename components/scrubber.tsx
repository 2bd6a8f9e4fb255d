import type { ComponentChildren } from 'preact'
import { isSpeed, SPEEDS } from '../lib/state/shown'
import { PauseIcon, PlayIcon, StepIcon } from './message-icons'
import { usePanel } from './panel-context'

/** Goes through the message's making: by event or time, by hand or as fast as it came. */
export const Scrubber = () => {
  const { message, events, i18n } = usePanel()
  const { t } = i18n
  const { scrubber } = message
  const { value, most } = scrubber.range.value
  const isPlaying = scrubber.isPlaying.value
  const selected = events.selected.value
  return (
    <div class="scrubber" role="group" aria-label={t('scrub.name')}>
      <Tool label={t('scrub.back')} run={() => scrubber.step(-1)}>
        <StepIcon back />
      </Tool>
      <Tool label={t(isPlaying ? 'scrub.pause' : 'scrub.play')} run={scrubber.togglePlay}>
        {isPlaying ? <PauseIcon /> : <PlayIcon />}
      </Tool>
      <Tool label={t('scrub.forward')} run={() => scrubber.step(1)}>
        <StepIcon />
      </Tool>
      <input
        class="scrubber-range"
        type="range"
        min={0}
        max={most}
        step={1}
        value={value}
        aria-label={t('scrub.position')}
        aria-valuetext={useWhere()}
        onInput={event => scrubber.slide(event.currentTarget.valueAsNumber)}
      />
      <span class="scrubber-where">{useWhere()}</span>
      <Axis />
      <Speed />
      {selected !== null && (
        <button type="button" class="button button-small" onClick={() => scrubber.goTo(selected)}>
          {t('scrub.selected', { event: selected + 1 })}
        </button>
      )}
      <button
        type="button"
        class="button button-small"
        disabled={scrubber.position.value === null}
        onClick={scrubber.toEnd}
      >
        {t('scrub.end')}
      </button>
    </div>
  )
}

const Tool = ({ label, run, children }: { label: string; run: () => void; children: ComponentChildren }) => (
  <button type="button" class="tool tool-small" aria-label={label} title={label} onClick={run}>
    {children}
  </button>
)

const useWhere = (): string => {
  const { message, streams, i18n } = usePanel()
  const { block, time } = message.scrubber
  const total = streams.current.value?.blocks.length ?? 0
  const where = i18n.t('scrub.where', { event: block.value + 1, count: total })
  return time.value === null ? where : `${where} · +${i18n.duration(Math.max(0, time.value))}`
}

const AXES = ['events', 'time'] as const

const Axis = () => {
  const { message, i18n } = usePanel()
  const { scrubber } = message
  return (
    <div class="toggle" role="group" aria-label={i18n.t('scrub.axis')}>
      {AXES.map(axis => (
        <button
          key={axis}
          type="button"
          class="toggle-item"
          aria-pressed={scrubber.axis.value === axis}
          onClick={() => scrubber.setAxis(axis)}
        >
          {i18n.t(`scrub.axis.${axis}`)}
        </button>
      ))}
    </div>
  )
}

const Speed = () => {
  const { message, i18n } = usePanel()
  const choose = (value: number) => {
    if (isSpeed(value)) message.scrubber.setSpeed(value)
  }
  return (
    <select
      class="scrubber-speed"
      aria-label={i18n.t('scrub.speed')}
      title={i18n.t('scrub.speed')}
      value={String(message.scrubber.speed.value)}
      onChange={event => choose(Number(event.currentTarget.value))}
    >
      {SPEEDS.map(speed => (
        <option key={speed} value={String(speed)}>{`×${speed}`}</option>
      ))}
    </select>
  )
}

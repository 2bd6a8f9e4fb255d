import type { FrameLabel, Translator } from '../lib/state/shown'

/** A frame in a word: `top`, its name, or its URL in short. */
export const frameText = ({ t }: Translator, frame: FrameLabel): string => {
  const label = frame.place === 'top' ? t('streams.frame.top') : frame.label
  return frame.isSandboxed ? t('frame.sandboxed', { frame: label }) : label
}

/** All that is known of a frame, a line each. */
export const frameHint = ({ t }: Translator, frame: FrameLabel): string => {
  const lines = [frame.url]
  if (frame.name) lines.push(t('frame.name', { name: frame.name }))
  if (frame.origin) lines.push(t('frame.origin', { origin: frame.origin }))
  if (frame.isSandboxed) lines.push(t('frame.sandboxed.hint'))
  if (frame.place === 'elsewhere') lines.push(t('frame.elsewhere.hint'))
  return lines.join('\n')
}

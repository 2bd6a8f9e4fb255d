import type { TimingTrack, Translator } from '../lib/state/shown'

/** A moment on the axis, with its name. */
export interface Milestone {
  at: number
  name: string
  colour: string
  /** Names of less give way where there is no room for all. */
  weight: number
}

/** Colours of milestones. */
export interface MilestoneColours {
  series: readonly string[]
  quiet: string
  bad: string
}

type Moment = Omit<Milestone, 'at'> & { at: number | null }

const seen = (moments: readonly Moment[]): Milestone[] =>
  moments.filter((moment): moment is Milestone => moment.at !== null)

/** What happened, where the state's name says what follows from it. */
const endName = ({ state }: TimingTrack, { t }: Translator): string =>
  state === 'lost' ? t('timing.mark.lost') : t(`state.${state}`)

const BAD_ENDS = ['failed', 'refused', 'timed-out', 'lost']

/** Of a stream that has the axis for itself. */
export const milestonesOf = (
  track: TimingTrack,
  { quiet, bad, series }: MilestoneColours,
  i18n: Translator,
): Milestone[] => {
  const { t } = i18n
  const endColour = BAD_ENDS.includes(track.state) ? bad : quiet
  return seen([
    { at: track.headers, name: t('timing.mark.headers'), colour: quiet, weight: 0 },
    { at: track.firstByte, name: t('timing.mark.first-byte'), colour: quiet, weight: 2 },
    { at: track.firstEvent, name: t('timing.mark.first-event'), colour: series[0] ?? quiet, weight: 1 },
    { at: track.firstContent, name: t('timing.mark.first-content'), colour: series[1] ?? quiet, weight: 4 },
    { at: track.end, name: endName(track, i18n), colour: endColour, weight: 5 },
    { at: track.reconnection, name: t('timing.mark.reconnection'), colour: quiet, weight: 3 },
  ])
}

/** Of one among several: in a lane there is room for the end alone. */
export const endMilestonesOf = (track: TimingTrack, colour: string, i18n: Translator): Milestone[] =>
  seen([
    { at: track.end, name: endName(track, i18n), colour, weight: 1 },
    { at: track.reconnection, name: i18n.t('timing.mark.reconnection'), colour, weight: 0 },
  ])

/** A milestone that is in sight, in pixels. */
export interface Mark extends Milestone {
  x: number
}

/** Names written one after the other. */
export interface MarkNames {
  left: number
  right: number
  marks: readonly Mark[]
}

interface Room {
  from: number
  to: number
  /** Between a mark and its name. */
  indent: number
  /** Between names of marks that stand apart. */
  apart: number
  widthOf: (text: string) => number
}

export const NAME_BORDER = ' · '

export const joinedNames = (marks: readonly Mark[]): string => marks.map(({ name }) => name).join(NAME_BORDER)

/** Names right of their marks. Those that would hide one another are joined, in the order of their marks. */
export const placeNames = (marks: readonly Mark[], room: Room): MarkNames[] => {
  const placed: MarkNames[] = []
  for (const mark of marks.toSorted((one, other) => one.x - other.x)) {
    let names = place([mark], room)
    for (
      let before = placed.at(-1);
      before && names.left < before.right + room.apart;
      before = placed.at(-1)
    ) {
      placed.pop()
      names = place([...before.marks, ...names.marks], room)
    }
    placed.push(names)
  }
  return placed.filter(names => names.marks.length > 0)
}

const place = (marks: readonly Mark[], room: Room): MarkNames => {
  const kept = fitting(marks, room)
  const width = room.widthOf(joinedNames(kept))
  const left = (kept[0]?.x ?? room.from) + room.indent
  if (left + width <= room.to) return { left, right: left + width, marks: kept }
  // Left of the last one, at the end of the axis.
  const right = Math.max(room.from + width, (kept.at(-1)?.x ?? room.to) - room.indent)
  return { left: right - width, right, marks: kept }
}

/** As many as there is room for. */
const fitting = (marks: readonly Mark[], room: Room): readonly Mark[] => {
  if (marks.length === 0 || room.widthOf(joinedNames(marks)) <= room.to - room.from) return marks
  const least = marks.reduce((one, other) => (other.weight < one.weight ? other : one))
  return fitting(
    marks.filter(mark => mark !== least),
    room,
  )
}

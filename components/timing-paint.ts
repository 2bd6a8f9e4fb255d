import type uPlot from 'uplot'
import type { TimingTrack, Translator } from '../lib/state/shown'
import {
  endMilestonesOf,
  type Mark,
  type MarkNames,
  type Milestone,
  milestonesOf,
  NAME_BORDER,
  placeNames,
} from './timing-milestones'

/** CSS pixels. */
export const LANE_HEIGHT = 11
const MARK_HEIGHT = 7
const FIRST_LANE = 4

/** The panel's colours, as the theme has them now. */
export interface PlotColours {
  series: readonly string[]
  text: string
  quiet: string
  line: string
  bad: string
  surface: string
  stall: string
  font: string
}

export const readColours = (element: Element): PlotColours => {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    series: Array.from({ length: 7 }, (_, at) => read(`--series-${at}`)),
    text: read('--text'),
    quiet: read('--text-quiet'),
    line: read('--line'),
    bad: read('--bad'),
    surface: read('--surface'),
    stall: read('--warn-soft'),
    font: `11px ${style.fontFamily}`,
  }
}

export const seriesColour = ({ series }: PlotColours, at: number): string => series[at % 7] ?? ''

/** A lane for each type of a single stream, or one for each of several streams. */
export const laneCount = (tracks: readonly TimingTrack[]): number => {
  const [only] = tracks
  if (!only || tracks.length > 1) return tracks.length
  return only.types.length + (only.hasMoreTypes ? 1 : 0)
}

interface Lane {
  /** '' where the colour says whose it is. */
  label: string
  colour: string
  has: (cell: number) => boolean
  cells: number
}

const lanesOf = (tracks: readonly TimingTrack[], colours: PlotColours, { t }: Translator): Lane[] => {
  const [only] = tracks
  if (!only) return []
  const cells = only.bins.marks.length
  if (tracks.length > 1)
    return tracks.map((track, at) => ({
      label: '',
      colour: seriesColour(colours, at),
      has: cell => track.bins.marks[cell] !== 0,
      cells,
    }))
  const labels = only.hasMoreTypes ? [...only.types, t('timing.more-types')] : only.types
  return labels.map((label, at) => ({
    label,
    colour: seriesColour(colours, at),
    has: cell => ((only.bins.marks[cell] ?? 0) & (1 << at)) !== 0,
    cells,
  }))
}

/** What is drawn below the bars and above them. */
export const createPlotPaint = (
  colours: PlotColours,
  tracks: () => readonly TimingTrack[],
  i18n: Translator,
) => {
  const clip = (plot: uPlot, draw: () => void) => {
    const { ctx, bbox } = plot
    ctx.save()
    ctx.beginPath()
    ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height)
    ctx.clip()
    draw()
    ctx.restore()
  }
  /** Behind all of a single stream; of several in the lane of each. */
  const stalls = (plot: uPlot) => {
    const { ctx, bbox } = plot
    const shown = tracks()
    ctx.fillStyle = colours.stall
    shown.forEach((track, at) => {
      const lane = laneSpan(at)
      const top = shown.length > 1 ? lane.top : bbox.top
      const height = shown.length > 1 ? lane.height : bbox.height
      for (const { from, to } of track.stalls) {
        const left = plot.valToPos(from, 'x', true)
        const width = plot.valToPos(to, 'x', true) - left
        ctx.fillRect(left, top, Math.max(devicePixelRatio, width), height)
      }
    })
  }
  const marks = (plot: uPlot) => {
    const { ctx, bbox } = plot
    const ratio = devicePixelRatio
    const lanes = lanesOf(tracks(), colours, i18n)
    lanes.forEach((lane, at) => {
      const top = (FIRST_LANE + at * LANE_HEIGHT) * ratio
      const width = bbox.width / lane.cells
      ctx.fillStyle = lane.colour
      for (let cell = 0; cell < lane.cells; cell++) {
        if (!lane.has(cell)) continue
        ctx.fillRect(bbox.left + cell * width, top, Math.max(1.5 * ratio, width * 0.7), MARK_HEIGHT * ratio)
      }
    })
  }
  const labels = (plot: uPlot) => {
    const { ctx, bbox } = plot
    const ratio = devicePixelRatio
    ctx.save()
    ctx.font = fontOf(colours, 9.5 * ratio)
    ctx.textAlign = 'right'
    ctx.textBaseline = 'middle'
    lanesOf(tracks(), colours, i18n).forEach(({ label }, at) => {
      ctx.fillStyle = colours.quiet
      const y = (FIRST_LANE + at * LANE_HEIGHT + MARK_HEIGHT / 2) * ratio
      ctx.fillText(shorten(label), bbox.left - 4 * ratio, y, bbox.left - 4 * ratio)
    })
    ctx.restore()
  }
  const marksOf = (plot: uPlot, milestones: readonly Milestone[]): Mark[] => {
    const { left, width } = plot.bbox
    return milestones
      .map(milestone => ({ ...milestone, x: Math.round(plot.valToPos(milestone.at, 'x', true)) + 0.5 }))
      .filter(({ x }) => x >= left && x <= left + width)
  }
  const placed = ({ ctx, bbox }: uPlot, marks: readonly Mark[], indent: number): MarkNames[] =>
    placeNames(marks, {
      from: bbox.left,
      to: bbox.left + bbox.width,
      indent: indent * devicePixelRatio,
      apart: 6 * devicePixelRatio,
      widthOf: text => ctx.measureText(text).width,
    })
  /** Each name in the colour of its mark. */
  const write = ({ ctx }: uPlot, { left, marks }: MarkNames, y: number) => {
    let x = left
    const put = (text: string, colour: string) => {
      ctx.fillStyle = colour
      ctx.fillText(text, x, y)
      x += ctx.measureText(text).width
    }
    marks.forEach(({ name, colour }, at) => {
      if (at > 0) put(NAME_BORDER, colours.quiet)
      put(name, colour)
    })
  }
  const line = ({ ctx }: uPlot, { x, colour }: Mark, from: number, to: number) => {
    ctx.strokeStyle = colour
    ctx.beginPath()
    ctx.moveTo(x, from)
    ctx.lineTo(x, to)
    ctx.stroke()
  }
  const milestones = (plot: uPlot, track: TimingTrack) => {
    const { ctx, bbox } = plot
    const ratio = devicePixelRatio
    const marks = marksOf(plot, milestonesOf(track, colours, i18n))
    ctx.font = fontOf(colours, 10 * ratio)
    ctx.textAlign = 'left'
    ctx.textBaseline = 'bottom'
    ctx.lineWidth = ratio
    ctx.setLineDash([4 * ratio, 3 * ratio])
    for (const mark of marks) line(plot, mark, bbox.top - 2 * ratio, bbox.top + bbox.height)
    ctx.setLineDash([])
    for (const names of placed(plot, marks, 0)) write(plot, names, bbox.top - 2 * ratio)
  }
  /** Lines across the plot would hide one another. */
  const laneMilestones = (plot: uPlot, track: TimingTrack, at: number) => {
    const { ctx } = plot
    const ratio = devicePixelRatio
    const { top, height } = laneSpan(at)
    const marks = marksOf(plot, endMilestonesOf(track, seriesColour(colours, at), i18n))
    ctx.font = fontOf(colours, 9 * ratio)
    ctx.textAlign = 'left'
    ctx.textBaseline = 'middle'
    for (const names of placed(plot, marks, 4)) {
      // Not through the marks of chunks.
      ctx.fillStyle = colours.surface
      ctx.fillRect(names.left - 2 * ratio, top, names.right - names.left + 4 * ratio, height)
      write(plot, names, top + height / 2)
    }
    ctx.lineWidth = 2 * ratio
    for (const mark of marks) line(plot, mark, top, top + height)
  }
  return {
    below: (plot: uPlot) => clip(plot, () => stalls(plot)),
    above(plot: uPlot) {
      clip(plot, () => {
        marks(plot)
        const shown = tracks()
        for (const [at, track] of shown.entries())
          if (shown.length > 1) laneMilestones(plot, track, at)
          else milestones(plot, track)
      })
      labels(plot)
    },
  }
}

/** Canvas pixels. */
const laneSpan = (at: number) => ({
  top: (FIRST_LANE - 2 + at * LANE_HEIGHT) * devicePixelRatio,
  height: (LANE_HEIGHT - 1) * devicePixelRatio,
})

const fontOf = ({ font }: PlotColours, size: number): string => `${size}px ${font.replace(/^\S+ /, '')}`

const LONGEST_LABEL = 14

/** The end of a name tells types apart that begin alike. */
const shorten = (label: string): string =>
  label.length <= LONGEST_LABEL ? label : `…${label.slice(1 - LONGEST_LABEL)}`

import type uPlot from 'uplot'
import type { TimingTrack, Translator } from '../lib/state/shown'

/** CSS pixels. */
export const LANE_HEIGHT = 11
const MARK_HEIGHT = 7

/** The panel's colours, as the theme has them now. */
export interface PlotColours {
  series: readonly string[]
  text: string
  quiet: string
  line: string
  bad: string
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
  const stalls = (plot: uPlot) => {
    const { ctx, bbox } = plot
    ctx.fillStyle = colours.stall
    for (const { from, to } of tracks()[0]?.stalls ?? []) {
      const left = plot.valToPos(from, 'x', true)
      ctx.fillRect(left, bbox.top, plot.valToPos(to, 'x', true) - left, bbox.height)
    }
  }
  const marks = (plot: uPlot) => {
    const { ctx, bbox } = plot
    const ratio = devicePixelRatio
    const lanes = lanesOf(tracks(), colours, i18n)
    lanes.forEach((lane, at) => {
      const top = (4 + at * LANE_HEIGHT) * ratio
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
    ctx.font = `${9.5 * ratio}px ${colours.font.replace(/^\S+ /, '')}`
    ctx.textAlign = 'right'
    ctx.textBaseline = 'middle'
    lanesOf(tracks(), colours, i18n).forEach(({ label }, at) => {
      ctx.fillStyle = colours.quiet
      const y = (4 + at * LANE_HEIGHT + MARK_HEIGHT / 2) * ratio
      ctx.fillText(shorten(label), bbox.left - 4 * ratio, y, bbox.left - 4 * ratio)
    })
    ctx.restore()
  }
  const milestones = (plot: uPlot) => {
    const { ctx, bbox } = plot
    const ratio = devicePixelRatio
    ctx.font = `${10 * ratio}px ${colours.font.replace(/^\S+ /, '')}`
    ctx.textAlign = 'left'
    ctx.textBaseline = 'bottom'
    ctx.lineWidth = ratio
    let free = Number.NEGATIVE_INFINITY
    for (const { at, label, colour } of milestonesOf(tracks(), colours, i18n)) {
      const x = Math.round(plot.valToPos(at, 'x', true)) + 0.5
      if (x < bbox.left || x > bbox.left + bbox.width) continue
      ctx.strokeStyle = colour
      ctx.fillStyle = colour
      ctx.setLineDash([4 * ratio, 3 * ratio])
      ctx.beginPath()
      ctx.moveTo(x, bbox.top - 2 * ratio)
      ctx.lineTo(x, bbox.top + bbox.height)
      ctx.stroke()
      const { width } = ctx.measureText(label)
      const left = Math.min(x, bbox.left + bbox.width - width - 2 * ratio)
      if (left < free) continue
      ctx.fillText(label, left, bbox.top - 2 * ratio)
      free = left + width + 6 * ratio
    }
    ctx.setLineDash([])
  }
  return {
    below: (plot: uPlot) => clip(plot, () => stalls(plot)),
    above(plot: uPlot) {
      clip(plot, () => {
        marks(plot)
        milestones(plot)
      })
      labels(plot)
    },
  }
}

interface Milestone {
  at: number
  label: string
  colour: string
}

const milestonesOf = (
  tracks: readonly TimingTrack[],
  { quiet, bad, series }: PlotColours,
  { t }: Translator,
): Milestone[] => {
  const [only] = tracks
  // Of several streams the lines would hide one another.
  if (!only || tracks.length > 1) return []
  const isBad = ['failed', 'refused', 'timed-out', 'lost'].includes(only.state)
  const found = [
    { at: only.headers, label: t('timing.mark.headers'), colour: quiet },
    { at: only.firstEvent, label: t('timing.mark.first-event'), colour: series[0] ?? quiet },
    { at: only.firstContent, label: t('timing.mark.first-content'), colour: series[1] ?? quiet },
    { at: only.end, label: t(`state.${only.state}`), colour: isBad ? bad : quiet },
    { at: only.reconnection, label: t('timing.mark.reconnection'), colour: quiet },
  ]
  return found.filter((mark): mark is Milestone => mark.at !== null)
}

const LONGEST_LABEL = 14

/** The end of a name tells types apart that begin alike. */
const shorten = (label: string): string =>
  label.length <= LONGEST_LABEL ? label : `…${label.slice(1 - LONGEST_LABEL)}`

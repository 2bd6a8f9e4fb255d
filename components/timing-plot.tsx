import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import uPlot from 'uplot'
import type { TimingTrack } from '../lib/state/shown'
import { usePanel } from './panel-context'
import { createPlotPaint, LANE_HEIGHT, laneCount, readColours, seriesColour } from './timing-paint'

/** CSS pixels left of the axis, for the names of types and for sizes. */
const GUTTER = 84
/** Cells of the axis: each as wide as a bar and its gap. */
const CELL_WIDTH = 3

const bars = uPlot.paths.bars?.({ size: [0.7, 6, 1], align: 0 })

/** The zoomable time axis. What it draws is in the tables below as well. */
export const TimingPlot = () => {
  const { timing, theme, i18n } = usePanel()
  const { t, duration, bytes } = i18n
  const root = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const cells = Math.max(20, Math.floor((size.width - GUTTER) / CELL_WIDTH))
  const tracks = size.width > 0 ? timing.tracks(cells) : []
  const range = timing.range.value
  const latest = useRef({ tracks, range, timing })
  latest.current = { tracks, range, timing }
  const lanes = laneCount(tracks)
  const shape = `${size.width} ${size.height} ${tracks.length} ${lanes} ${theme.value}`

  useLayoutEffect(() => {
    const { current } = root
    if (!current) return
    const measure = () => setSize({ width: current.clientWidth, height: current.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    if (!root.current || size.width === 0) return
    const colours = readColours(root.current)
    const paint = createPlotPaint(colours, () => latest.current.tracks, i18n)
    const axis = {
      stroke: colours.quiet,
      font: colours.font,
      grid: { stroke: colours.line, width: 1 },
      ticks: { stroke: colours.line, width: 1, size: 4 },
    }
    const made = new uPlot(
      {
        width: size.width,
        height: size.height,
        padding: [lanes * LANE_HEIGHT + 16, 24, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
        select: { show: true, left: 0, top: 0, width: 0, height: 0 },
        scales: {
          x: { time: false, range: () => [latest.current.range.from, latest.current.range.to] },
          y: { distr: 4, asinh: 64, range: (_, __, most) => [0, Math.max(16, most * 1.1)] },
        },
        axes: [
          { ...axis, size: 26, space: 90, values: (_, splits) => splits.map(value => duration(value)) },
          {
            ...axis,
            size: GUTTER,
            splits: (_, __, ___, most) => sizeSteps(most),
            filter: (_, splits) => splits,
            values: (_, splits) => splits.map(value => bytes(value)),
          },
        ],
        series: [
          {},
          ...tracks.map((_, at) => ({
            stroke: seriesColour(colours, at),
            fill: seriesColour(colours, at),
            width: 0,
            points: { show: false },
            ...(bars && { paths: bars }),
          })),
        ],
        hooks: {
          drawClear: [paint.below],
          draw: [paint.above],
          setSelect: [
            chart => {
              const { left, width } = chart.select
              if (width < 3) return
              const from = chart.posToVal(left, 'x')
              const to = chart.posToVal(left + width, 'x')
              chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
              latest.current.timing.setRange({ from, to })
            },
          ],
        },
      },
      dataOf(latest.current.tracks),
      root.current,
    )
    plot.current = made
    return () => {
      plot.current = null
      made.destroy()
    }
  }, [shape])

  useEffect(() => {
    plot.current?.setData(dataOf(tracks))
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const keys = new Map([
      ['+', () => timing.zoom(0.5)],
      ['=', () => timing.zoom(0.5)],
      ['-', () => timing.zoom(2)],
      ['ArrowLeft', () => timing.pan(-0.25)],
      ['ArrowRight', () => timing.pan(0.25)],
      ['0', () => timing.setRange(null)],
    ])
    const act = keys.get(event.key)
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  }
  const onWheel = (event: WheelEvent) => {
    const chart = plot.current
    if (!event.ctrlKey || !chart) return
    event.preventDefault()
    timing.zoom(event.deltaY > 0 ? 1.25 : 0.8, chart.posToVal(event.clientX - chart.rect.left, 'x'))
  }
  return (
    <>
      <div
        class="timing-plot"
        style={{ '--lanes': `${lanes * LANE_HEIGHT}px` }}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys zoom it.
        tabIndex={0}
        aria-label={t('timing.axis.text', {
          from: duration(Math.max(0, range.from)),
          to: duration(range.to),
        })}
        title={t('timing.axis.keys')}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
        onDblClick={() => timing.setRange(null)}
        ref={root}
      />
      {tracks.length > 1 && <Legend tracks={tracks} />}
    </>
  )
}

/** Sizes that stand apart on an axis that is logarithmic but for its beginning. */
const sizeSteps = (most: number): number[] => {
  const steps = [0]
  for (let step = 100; step <= most; step *= 10) steps.push(step, step * 3)
  return most < 100 ? [0, 50] : steps.filter(step => step <= most)
}

const dataOf = (tracks: readonly TimingTrack[]): uPlot.AlignedData => {
  const bins = tracks[0]?.bins
  if (!bins) return [[]]
  const { from, to } = bins.range
  const step = (to - from) / bins.largest.length
  const xs = bins.largest.map((_, at) => from + (at + 0.5) * step)
  return [xs, ...tracks.map(track => track.bins.largest.map(size => (size > 0 ? size : null)))]
}

const Legend = ({ tracks }: { tracks: readonly TimingTrack[] }) => (
  <ul class="timing-legend">
    {tracks.map((track, at) => (
      <li key={track.key} class={`series-${at}`} title={track.name}>
        <bdi>{track.name}</bdi>
      </li>
    ))}
  </ul>
)

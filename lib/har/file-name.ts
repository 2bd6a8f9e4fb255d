import type { Stream } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'
import { toIsoDate } from './dates'
import { hostOf } from './url'

/** `streamtap-<host>-<UTC time>.har`, such as `streamtap-example.com-20261121T042600Z.har`. */
export const fileName = (streams: readonly Stream[], at: EpochMilliseconds): string =>
  `${['streamtap', hostName(streams[0]), timestamp(at)].filter(part => part !== '').join('-')}.har`

const hostName = (stream: Stream | undefined): string => {
  if (stream === undefined) return ''
  const host = hostOf(stream.document.url) || hostOf(stream.opened.url)
  return host
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 60)
    .replace(/^[.-]+|[.-]+$/g, '')
}

const timestamp = (at: EpochMilliseconds): string => toIsoDate(at).replace(/[-:]|\.\d+/g, '')

import type { Session, Stream } from '../session/types'
import { holdOf } from './hold'
import type { Surroundings } from './types'

/** What rules ask of the session, kept so that each answer costs little however many streams there are. */
export const createSurroundings = (session: Session): Omit<Surroundings, 'message'> & { refresh(): void } => {
  const byAddress = new Map<string, Stream[]>()
  let open = new Map<string, Stream[]>()
  /** As it was last listed of an answer of the origin. */
  let versions = new Map<string, string>()
  let firstNumber = 0
  let lastNumber = 0

  /** Streams go all at once, or those of earlier pages: the first one is another then. */
  const addNew = () => {
    const { streams } = session
    const known = streams[0]?.number ?? 0
    if (known !== firstNumber) {
      byAddress.clear()
      lastNumber = 0
      firstNumber = known
    }
    let index = streams.length
    while (index > 0 && (streams[index - 1]?.number ?? 0) > lastNumber) index--
    for (const stream of streams.slice(index)) {
      const address = addressOf(stream)
      const list = byAddress.get(address)
      if (list) list.push(stream)
      else byAddress.set(address, [stream])
    }
    lastNumber = streams.at(-1)?.number ?? 0
  }

  return {
    chain: stream => session.chain(stream.key),
    *before(stream) {
      const list = byAddress.get(addressOf(stream)) ?? []
      for (let index = list.length - 1; index >= 0; index--) {
        const other = list[index]
        if (other !== undefined && other.number < stream.number) yield other
      }
    },
    open: stream => open.get(originOf(stream.opened.url)) ?? [],
    httpVersion: stream => versions.get(originOf(stream.opened.url)) ?? '',
    refresh() {
      addNew()
      open = new Map()
      versions = new Map()
      for (const stream of session.streams) {
        const version = stream.listed?.httpVersion ?? ''
        if (version !== '') versions.set(originOf(stream.opened.url), version.toLowerCase())
        if (holdOf(stream) === 'no') continue
        const origin = originOf(stream.opened.url)
        const list = open.get(origin)
        if (list) list.push(stream)
        else open.set(origin, [stream])
      }
    },
  }
}

const addressOf = ({ document, opened }: Stream): string => `${document.id} ${opened.method} ${opened.url}`

const originOf = (url: string): string => /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0].toLowerCase() ?? ''

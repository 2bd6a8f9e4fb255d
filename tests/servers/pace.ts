import type { Milliseconds } from '../../lib/wire/units.ts'
import type { Exchange } from './exchange.ts'

/** The time to wait before the piece with this index, or before the end. */
export type Pace = (index: number) => Milliseconds

/** Between 40 and 120 ms, uneven as a model's tokens are, yet the same at every run. */
const livelyPace: Pace = index => 40 + ((index * 37) % 81)

/** `?pace=` of the request, else the server's own, else lively. 0 writes as fast as the client reads. */
export const paceOf = (url: URL, fallback: Milliseconds | null): Pace => {
  const asked = url.searchParams.get('pace')
  const time = asked === null ? fallback : Number(asked)
  return time === null || Number.isNaN(time) ? livelyPace : () => time
}

/** Writes the pieces one by one, each in a write of its own, then ends the response. */
export const sendPaced = async (
  exchange: Exchange,
  pieces: Iterable<string | Uint8Array>,
  pace: Pace,
): Promise<void> => {
  let index = 0
  for (const piece of pieces) {
    await exchange.write(piece)
    index += 1
    await exchange.wait(pace(index))
  }
  await exchange.end()
}

/** Cuts a text into pieces about as long as a model's tokens; no piece ends inside a character. */
export const tokens = (text: string): string[] => text.match(/ ?[a-z]{1,6}|\p{Script=Han}{1,2}|./gisu) ?? []

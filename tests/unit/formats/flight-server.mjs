// Writes what React's own server sends for a model. Runs with `--conditions react-server`, which tests cannot have.
import { Buffer } from 'node:buffer'
import { renderToReadableStream } from 'react-server-dom-parcel/server.edge'
import { flightModel } from './flight-model.mjs'

for await (const chunk of renderToReadableStream(flightModel(), { onError: () => 'digest' })) {
  process.stdout.write(Buffer.from(chunk))
}

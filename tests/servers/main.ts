import { parseArgs } from 'node:util'
import { buildDemoPage } from './build-page.ts'
import { startDemoServer } from './demo-server.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })

await buildDemoPage()
const server = await startDemoServer({ port: Number(values.port) })
console.log(`Streamtap demo: ${server.url}`)

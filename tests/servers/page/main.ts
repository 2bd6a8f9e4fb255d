import { createCard } from './card'
import { clients } from './clients'
import { createDemo } from './demo'
import { CLIENT_NAMES, type ClientName, type RunOptions } from './demo-api'

const cards = new Map(
  CLIENT_NAMES.map(name => [name, createCard(clients[name], () => demo.run(name, options))] as const),
)

const demo = createDemo({
  clients,
  cards,
  onActivity: running => {
    document.documentElement.dataset.state = running > 0 ? 'running' : 'done'
  },
})

const isClientName = (name: string): name is ClientName => Object.hasOwn(clients, name)

const readOptions = (query: URLSearchParams): RunOptions => ({
  ...(query.has('pace') ? { pace: Number(query.get('pace')) } : {}),
  tail: query.has('tail'),
})

const query = new URLSearchParams(location.search)
const options = readOptions(query)
const wanted = query.get('run') ?? ''

document.querySelector('#cards')?.append(...[...cards.values()].map(card => card.element))
document.querySelector('#run-all')?.addEventListener('click', () => demo.runAll(options))
window.demo = demo

if (wanted === 'all') demo.runAll(options)
else if (isClientName(wanted)) demo.run(wanted, options)

import { pairRecorders } from '../lib/transport/pairing'

/** Firefox alone: its DevTools pages cannot reach documents themselves. Persistent, as a page that ends cuts every port. */
export default defineBackground({
  include: ['firefox'],
  persistent: true,
  main: () => {
    pairRecorders()
  },
})

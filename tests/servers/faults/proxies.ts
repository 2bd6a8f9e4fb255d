import { createServer } from 'node:http'
import compression from 'compression'
import express from 'express'
import { createProxyMiddleware, responseInterceptor } from 'http-proxy-middleware'
import { createServer as createVite, type Plugin } from 'vite'
import { type FaultServer, listen } from './origin.ts'

/** http-proxy-middleware; `gathers`: it rewrites answers, as its documentation shows, and so waits for their ends. */
export const startProxyMiddleware = (
  { url }: Pick<FaultServer, 'url'>,
  { gathers }: { gathers: boolean },
): Promise<FaultServer> => {
  const app = express()
  const rewriting = {
    selfHandleResponse: true,
    on: { proxyRes: responseInterceptor(async body => body) },
  }
  app.use(createProxyMiddleware({ target: url, changeOrigin: true, ...(gathers && rewriting) }))
  return listen(createServer(app))
}

const compressing: Plugin = {
  name: 'compressing',
  configureServer: server => {
    server.middlewares.use(compression() as never)
  },
}

/** Vite's development server with its proxy, and with a plugin that compresses. */
export const startViteProxy = async (
  { url }: Pick<FaultServer, 'url'>,
  { compresses }: { compresses: boolean },
): Promise<FaultServer> => {
  const vite = await createVite({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    appType: 'custom',
    plugins: compresses ? [compressing] : [],
    optimizeDeps: { noDiscovery: true },
    server: {
      host: '127.0.0.1',
      port: 0,
      strictPort: false,
      hmr: false,
      ws: false,
      watch: null,
      proxy: { '/': url },
    },
  })
  await vite.listen()
  const address = vite.httpServer?.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, port, close: () => vite.close() }
}

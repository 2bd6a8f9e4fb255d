import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findNginx } from '../../tools/nginx.mjs'
import type { FaultServer } from './origin.ts'

const START_LIMIT = 10_000

/** The system's nginx before an origin, with these lines in its `location`. */
export const startNginx = async (
  origin: Pick<FaultServer, 'port'>,
  lines: readonly string[] = [],
): Promise<FaultServer> => {
  const program = findNginx()
  if (program === null) throw new Error('nginx is not installed: run node tests/tools/setup.mjs --nginx.')
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'streamtap-nginx-')), await freePort()]
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port, origin.port, lines))
  const nginx = spawn(
    program,
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
    {
      stdio: 'ignore',
    },
  )
  const ended = new Promise<void>(resolve => nginx.once('close', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  await answers(`${url}/page`)
  return {
    url,
    port,
    async close() {
      nginx.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const configuration = (folder: string, port: number, origin: number, lines: readonly string[]): string => `
daemon off;
master_process off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${origin};
      ${lines.join('\n      ')}
    }
  }
}
`

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('There is no port.')),
      )
    })
  })

const answers = async (url: string): Promise<void> => {
  const until = Date.now() + START_LIMIT
  for (;;) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    if (Date.now() > until) throw new Error('nginx does not answer.')
    await sleep(50)
  }
}

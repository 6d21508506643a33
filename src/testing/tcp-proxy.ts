import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A relay before a server that can lose connections as networks do. */
export type TcpProxy = AsyncDisposable & {
  readonly port: number
  /** From now on cuts each connection after so many bytes of answers; null: never. */
  cutAfter(bytes: number | null): void
  /** Cuts all connections that are open. */
  cut(): void
}

/** Starts a relay at another port of the same host of this machine. */
export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let limit: number | null = null
  const server = createServer((inner) => {
    const outer = connect(target.port, target.host)
    for (const socket of [inner, outer]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        inner.destroy()
        outer.destroy()
      })
    }
    let seen = 0
    inner.pipe(outer)
    outer.on('data', (data) => {
      seen += data.length
      if (limit !== null && seen > limit) inner.resetAndDestroy()
      else inner.write(data)
    })
  }).listen(0, target.host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The port is not known')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    cutAfter(bytes) {
      limit = bytes
    },
    cut,
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

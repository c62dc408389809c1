import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that listens: on which port, and how it ends. */
export type OpenServer = { readonly port: number; stop(): Promise<void> }

/** Resolves when it listens; port 0 is any that is free. Rejects where the port is taken. Its end waits for no connection. */
export async function openServer(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<OpenServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

import type { IncomingMessage } from 'node:http'
import type { Platform } from '../platform/platform.ts'

const fromClient = /^[\w.:-]{1,64}$/

/**
 * Names requests: by the client's own `x-request-id` where it sends one that is fit for a log, else by a number within
 * this process. A number, because an id of its own would cost each request more than its routing.
 */
export function createRequestIds({ clock, newId }: Platform): (request: Pick<IncomingMessage, 'headers'>) => string {
  const prefix = newId('request', clock.now())
  let count = 0
  return (request) => {
    const given = request.headers['x-request-id']
    if (typeof given === 'string' && fromClient.test(given)) return given
    count += 1
    return `${prefix}_${count.toString(36)}`
  }
}

/**
 * A bare receiver of webhooks, in a process of its own: `node receiver.ts <port>`. It answers at once, counts what comes
 * under each path, and looks at as little of it as it can. What it is to do besides is told over `POST /control`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { ReceiverControl, ReceiverStats } from './start-receiver.ts'

const EVENT = Buffer.from('{"object":"event","id":"')
const ID_LENGTH = 32
const CREATED_AT = Buffer.from('"created_at":"')
const TIME_LENGTH = 24

interface Path {
  calls: number
  events: number
  /** When the first and the last call came, in milliseconds of the machine's monotonic clock. */
  first: number
  last: number
  lastId: string
}

let control: ReceiverControl = { hang: [], hangText: null, keep: 'nothing' }
const paths = new Map<string, Path>()
let disorder = 0
let delays: number[] = []
let times: number[] = []
let hanging: ServerResponse[] = []
let sample: Buffer = Buffer.alloc(0)

createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => answer(request, response, parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)))
})
  .listen(Number(process.argv[2]), '127.0.0.1')
  .on('listening', () => process.stdout.write('ready\n'))

function answer({ url = '', method }: IncomingMessage, response: ServerResponse, body: Buffer): void {
  if (url.startsWith('/hooks/')) {
    receive(url.slice('/hooks/'.length), body, response)
    return
  }
  if (method === 'POST') {
    control = { ...control, ...(JSON.parse(body.toString()) as Partial<ReceiverControl>) }
    forget()
  }
  response.end(JSON.stringify(url === '/sample' ? sample.toString() : toStats()))
}

function receive(name: string, body: Buffer, response: ServerResponse): void {
  if (control.hang.includes(name) || (control.hangText !== null && body.includes(control.hangText))) {
    hanging.push(response)
    return
  }
  count(name, body)
  response.end('ok')
}

function count(name: string, body: Buffer): void {
  const now = monotonic()
  const path = paths.get(name) ?? { calls: 0, events: 0, first: now, last: now, lastId: '' }
  paths.set(name, path)
  const start = body.indexOf(EVENT) + EVENT.length
  const id = body.toString('latin1', start, start + ID_LENGTH)
  if (control.keep === 'order' && id <= path.lastId) disorder += 1
  path.lastId = id
  path.calls += 1
  path.events += countEvents(body)
  path.last = now
  // The largest is a whole batch.
  if (body.length > sample.length) sample = body
  if (control.keep === 'times') times.push(now)
  if (control.keep === 'delays') {
    const at = body.lastIndexOf(CREATED_AT) + CREATED_AT.length
    delays.push(Date.now() - Date.parse(body.toString('latin1', at, at + TIME_LENGTH)))
  }
}

/** An object alone, or an array of them. */
function countEvents(body: Buffer): number {
  let events = 0
  for (let at = body.indexOf(EVENT); at >= 0; at = body.indexOf(EVENT, at + EVENT.length)) events += 1
  return events
}

/** What hangs is cut off: it comes again. */
function forget(): void {
  for (const response of hanging) response.destroy()
  hanging = []
  paths.clear()
  disorder = 0
  delays = []
  times = []
  sample = Buffer.alloc(0)
}

function toStats(): ReceiverStats {
  const all = [...paths.values()]
  return {
    calls: all.reduce((sum, { calls }) => sum + calls, 0),
    events: all.reduce((sum, { events }) => sum + events, 0),
    first: Math.min(...all.map(({ first }) => first)),
    last: Math.max(...all.map(({ last }) => last)),
    paths: paths.size,
    disorder,
    delays,
    times,
  }
}

function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

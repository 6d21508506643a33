/**
 * Appends events at an even pace, in a process of its own: `node append-steadily.ts <database> <seconds>`. Each directory of
 * `makeStreams` gets one event a second; twenty times a second a twentieth of them has its turn.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { appendTo, type EventStream, openLog } from './event-streams.ts'

const TURNS_PER_SECOND = 20

const [databaseUrl = '', seconds = '10'] = process.argv.slice(2)
const log = openLog(databaseUrl)
const streams = await log.query<EventStream>({
  text: `select organization_id as "organizationId", id as "streamId", last_seq as "lastSeq" from streams
    join directories d using (organization_id, id) where d.name = 'Test' order by id`,
})
const start = performance.now()
let latest = 0
for (let turn = 0; turn < Number(seconds) * TURNS_PER_SECOND; turn += 1) {
  const due = start + (turn * 1000) / TURNS_PER_SECOND
  latest = Math.max(latest, performance.now() - due)
  if (performance.now() < due) await sleep(due - performance.now())
  const whose = streams.filter((_, index) => index % TURNS_PER_SECOND === turn % TURNS_PER_SECOND)
  if (whose.length > 0) await appendTo(log, whose, 1)
}
await log.end()
process.stdout.write(`${JSON.stringify({ lateMs: Math.round(latest) })}\n`)

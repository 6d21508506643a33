import type { Redis } from 'ioredis'
import type { Destination } from '../../model/destination.ts'
import type { Call, LoggedEvent } from '../destination-kind.ts'

/** For how long it is remembered what a sink last delivered of a directory; deliveries are repeated for three days. */
const rememberedSeconds = 7 * 24 * 60 * 60

/**
 * KEYS: the stream, and a hash with the place of the last event of each directory. ARGV: field of the hash ('' for events
 * that are added whatever is there), generation of the sink, length of the stream ('' for any), seconds, ids of organization
 * and directory; then of each event its place, id, type and JSON. Answers with the number of entries added.
 *
 * An event that Redis refuses ends the script, so that none behind it overtakes it; those before it are remembered.
 */
const script = `
local known = ARGV[1] ~= '' and redis.call('HGET', KEYS[2], ARGV[1]) or ''
local prefix = ARGV[2] .. ' '
local last = ''
if string.sub(known, 1, #prefix) == prefix then last = string.sub(known, #prefix + 1) end
local length = {}
if ARGV[3] ~= '' then length = {'MAXLEN', '~', ARGV[3]} end
local added, refused = 0, nil
for i = 7, #ARGV, 4 do
  if ARGV[i] > last then
    local entry = {'XADD', KEYS[1]}
    for _, word in ipairs(length) do entry[#entry + 1] = word end
    for _, word in ipairs({'*', 'id', ARGV[i + 1], 'event', ARGV[i + 2], 'organization_id', ARGV[5],
      'directory_id', ARGV[6], 'data', ARGV[i + 3]}) do entry[#entry + 1] = word end
    local answer = redis.pcall(unpack(entry))
    if type(answer) == 'table' and answer.err then
      refused = answer
      break
    end
    last = ARGV[i]
    added = added + 1
  end
end
if added > 0 and ARGV[1] ~= '' then
  redis.call('HSET', KEYS[2], ARGV[1], prefix .. last)
  redis.call('EXPIRE', KEYS[2], ARGV[4])
end
return refused or added
`

export type Append = {
  readonly key: string
  readonly maxLength: number | undefined
  readonly destination: Destination
  readonly call: Call
}

/**
 * Appends events to a Redis stream, each once: Redis has no message ids to tell a repetition by, so the stream's
 * neighbour `<key>:delivered` remembers how far each sink is with each directory. A replay, or a change of the sink, begins
 * a new generation, which may add again what is there. What a person sends by hand, outside of the order, is added without a
 * look at the memory and without a trace in it. Answers with the number of entries that were added.
 */
export async function appendOnce(redis: Redis, { key, maxLength, destination, call }: Append): Promise<number> {
  const [first] = call.events
  if (!first) return 0
  const { organizationId, streamId } = first.event
  const added = await redis.eval(
    script,
    2,
    key,
    `${key}:delivered`,
    call.isByHand ? '' : `${destination.id} ${streamId}`,
    destination.generation,
    maxLength ?? '',
    rememberedSeconds,
    organizationId,
    streamId,
    ...call.events.flatMap(({ event, json }) => [toPlace(event), event.id, event.type, json]),
  )
  return Number(added)
}

/**
 * The place of an event in its directory as text that sorts: its time, which never goes back, and its number. With the time
 * first, a log that was restored from a backup and numbers new events as lost ones were is not taken for a repetition.
 */
function toPlace(event: LoggedEvent): string {
  return `${String(event.occurredAt.getTime()).padStart(15, '0')}-${String(event.seq).padStart(15, '0')}`
}

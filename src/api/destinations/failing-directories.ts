import type { Destination, DestinationStream } from '../../model/destination.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Queryable } from '../../store/database.ts'
import { listWaitingStreams } from '../../store/destination-streams.ts'

/** How many failing directories a destination shows. */
const shown = 100

/** The directories whose events wait for a destination because they fail, as the API shows them. */
export async function failingDirectories(
  on: Queryable,
  { id, organizationId }: Pick<Destination, 'id' | 'organizationId'>,
): Promise<JsonObject[]> {
  const failing = await listWaitingStreams(on, id, { organizationId, isFailing: true, limit: shown })
  return failing.map(toFailingDirectory)
}

function toFailingDirectory(stream: DestinationStream): JsonObject {
  return {
    organization_id: stream.organizationId,
    directory_id: stream.streamId,
    waiting_events: stream.knownSeq - stream.doneSeq,
    attempts: stream.attempts,
    failing_since: stream.failingSince?.toISOString() ?? null,
    next_attempt_at: stream.retryAt?.toISOString() ?? null,
    paused_at: stream.pausedAt?.toISOString() ?? null,
    last_error: stream.lastError,
  }
}

import type { ApiContext } from '../api-context.ts'
import { createAttemptLimit } from '../attempt-limit.ts'
import type { ApiDoor } from './api-door.ts'

/** The API's own door, at the root: every route, for whoever has an API key. Guessing keys is slowed down. */
export function createKeyDoor({ keys, platform }: Pick<ApiContext, 'keys' | 'platform'>): ApiDoor {
  const attempts = createAttemptLimit(platform.clock)
  return {
    prefix: '',
    source: null,
    allows: null,
    isOpenedByCookie: false,
    authenticate: ({ headers, ip }) =>
      keys.authenticate(headers.authorization).catch((error: unknown) => {
        throw attempts.refusal(error, ip)
      }),
  }
}

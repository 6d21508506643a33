import type { Clock } from '../../../platform/clock.ts'

/** An access token as it was given out. */
export type AccessToken = {
  readonly value: string
  /** `Bearer` or `DPoP`. */
  readonly type: string
  readonly expiresAt: Date
  /** The scopes that were granted, where it is said. */
  readonly scope: string | null
}

/** Keeps a token until shortly before it expires. However many ask at once, it is asked for once. */
export type TokenCache = {
  /** `refused`: the value that is not taken any more; a newer one that is here already will do. */
  get(refused: string | null, ask: () => Promise<AccessToken>): Promise<AccessToken>
  current(): AccessToken | null
}

/** Long enough for a page that is on its way, and for clocks that differ. */
const refreshSkewMs = 5 * 60_000

export function createTokenCache(clock: Clock): TokenCache {
  let token: AccessToken | null = null
  let renewAt = 0
  let flight: Promise<AccessToken> | null = null

  async function renew(ask: () => Promise<AccessToken>): Promise<AccessToken> {
    try {
      token = await ask()
      const life = token.expiresAt.getTime() - clock.now().getTime()
      renewAt = token.expiresAt.getTime() - Math.min(refreshSkewMs, life / 2)
      return token
    } finally {
      flight = null
    }
  }

  return {
    current: () => token,
    async get(refused, ask) {
      const isGood = token !== null && token.value !== refused && clock.now().getTime() < renewAt
      if (token !== null && isGood) return token
      flight ??= renew(ask)
      return await flight
    },
  }
}

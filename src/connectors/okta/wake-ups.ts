import { isSameSecret } from '../../platform/secrets.ts'
import type { WakeUpAnswer, WakeUpRequest, WakeUps } from '../connector.ts'

/**
 * Okta's event hooks. One is verified once by a GET with a challenge, and then POSTs with the secret in the `Authorization` header.
 * They are no more than a hint: Okta delivers twice or never, and in no order.
 */
export const oktaWakeUps: WakeUps = {
  receive({ method, headers }: WakeUpRequest, secret: string): WakeUpAnswer {
    const isKnown = isSameSecret(headers.authorization ?? '', secret)
    if (!isKnown) return answer(401, { error: 'The Authorization header is not the secret of this directory.' })
    if (method === 'POST') return answer(200, {}, true)
    const verification = headers['x-okta-verification-challenge']
    if (method !== 'GET' || verification === undefined) return answer(400, { error: 'This is no event hook of Okta.' })
    return answer(200, { verification })
  },
}

function answer(status: number, body: Readonly<Record<string, string>>, isWake = false): WakeUpAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body), isWake }
}

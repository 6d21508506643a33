import { z } from 'zod'
import { isSameSecret } from '../../platform/secrets.ts'
import type { WakeUpAnswer, WakeUpRequest, WakeUps } from '../connector.ts'

const longestToken = 4_000

const Notifications = z.object({
  value: z.array(z.object({ clientState: z.string().nullish(), lifecycleEvent: z.string().nullish() })),
})

/**
 * Change notifications of Graph. An address proves itself by answering a token as plain text; news and lifecycle events carry the
 * `clientState` of their subscription, which is our secret. Graph wants its answer within three seconds.
 */
export const entraWakeUps: WakeUps = {
  receive({ query, body }: WakeUpRequest, secret: string): WakeUpAnswer {
    const { validationToken } = query
    if (validationToken !== undefined) return answer(200, validationToken.slice(0, longestToken))
    const notifications = Notifications.safeParse(body).data
    if (!notifications) return answer(400, 'This is no notification of Microsoft Graph.')
    const ours = notifications.value.filter(({ clientState }) => isSameSecret(clientState ?? '', secret))
    if (ours.length === 0) return answer(403, 'The clientState is not the one of the subscription.')
    // A renewal answers `reauthorizationRequired`, and comes in time by itself.
    const isWake = ours.some(({ lifecycleEvent }) => lifecycleEvent !== 'reauthorizationRequired')
    return { ...answer(202, ''), isWake }
  },
}

function answer(status: number, body: string): WakeUpAnswer {
  return { status, contentType: 'text/plain', body, isWake: false }
}

import type { Resolve } from '../../platform/outbound/guarded-lookup.ts'
import { outboundUrlProblem } from '../../platform/outbound/outbound-url.ts'
import { version } from '../../platform/version.ts'
import type { ConnectorTools } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { realWait } from '../wait.ts'
import { createCircuit } from './circuit.ts'
import { followPages } from './follow-pages.ts'
import { createHttpTransport } from './http-transport.ts'
import { createSender } from './send-request.ts'
import type { VendorApi, VendorHttp } from './vendor-http.ts'

/** What is seldom other than usual. */
export type VendorHttpOptions = {
  /** Of one try, in all. */
  readonly timeoutMs?: number
  /** Longer waits end the call as `rate_limited`, with the time. */
  readonly longestWaitMs?: number
  readonly maxAnswerBytes?: number
  readonly mostPages?: number
  /** Where names are resolved; the system's resolver if not said. */
  readonly resolve?: Resolve
  /** 0 to 1, for jitter. */
  readonly random?: () => number
}

const usual = {
  timeoutMs: 60_000,
  longestWaitMs: 90_000,
  maxAnswerBytes: 32 * 1024 * 1024,
  mostPages: 100_000,
  random: Math.random,
}

/** Opens the way to a vendor's API, for one open connector, which must close it. Nothing is called yet. */
export function createVendorHttp(api: VendorApi, tools: ConnectorTools, options: VendorHttpOptions = {}): VendorHttp {
  const { timeoutMs, longestWaitMs, maxAnswerBytes, mostPages, random, resolve } = { ...usual, ...options }
  checkOrigins(api, tools)
  const transport = createHttpTransport({
    allowPrivateNetworks: tools.allowPrivateNetworks,
    ...(resolve && { resolve }),
    timeoutMs,
    maxAnswerBytes,
    userAgent: `muster/${version} (directory sync)`,
  })
  const send = createSender({
    api,
    platform: tools.platform,
    budget: tools.budget,
    wait: tools.wait ?? realWait,
    exchange: transport.exchange,
    circuit: createCircuit(api.vendor, tools.platform.clock),
    longestWaitMs,
    random,
  })
  return {
    send,
    pages: (first, next) => followPages(send, { first, next }, { ...api, mostPages }),
    close: transport.close,
  }
}

function checkOrigins({ vendor, origins }: VendorApi, tools: ConnectorTools): void {
  for (const origin of origins) {
    const problem = outboundUrlProblem(origin, tools)
    if (problem === null) continue
    throw new SourceError('settings_invalid', `The address of ${vendor} ${problem}. Correct it in the settings.`)
  }
}

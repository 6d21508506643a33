/** How much of the event loop the deliveries may take while it has requests to answer. */
export type LoadShare = {
  /** True when a call may begin now; it is counted. */
  take(): boolean
  /** True while requests come and the process has no time left. */
  isBusy(): boolean
  /** True while many requests come, busy or not. */
  isServing(): boolean
  stop(): void
}

export type LoadShareOptions = {
  /** How many requests this process has begun to answer so far. */
  readonly requestsBegun: () => number
  readonly callsWhenBusy: number
  /** Called when calls may begin that could not before. */
  readonly onMore: () => void
  /** How much of the time since it was last asked the event loop was busy, from 0 to 1; for tests. */
  readonly utilization?: () => number
}

const lookEvery = 20
const highUtilization = 0.9
// Requests in that time.
const many = 3
const growth = 1.5
const shrinking = 0.5
// More calls in a second than any process can make: from there on nobody counts.
const unbounded = 100_000

/**
 * Requests go first: while they come and the event loop has no time left, calls begin at a bounded rate, which shrinks
 * quickly to a guaranteed one and grows again while there is time. Without requests nothing is bounded, and nothing is
 * ever delayed while the loop has time.
 */
export function createLoadShare(options: LoadShareOptions): LoadShare {
  const { requestsBegun, callsWhenBusy, onMore, utilization = createUtilization() } = options
  let rate = Number.POSITIVE_INFINITY
  let allowance = Number.POSITIVE_INFINITY
  let isRefused = false
  let lastRequests = requestsBegun()
  let taken = 0
  let isServing = false

  function look(): void {
    const requests = requestsBegun()
    const isFull = utilization() > highUtilization
    const isBusy = isFull && requests > lastRequests
    isServing = requests - lastRequests >= many
    lastRequests = requests
    rate = isBusy ? shrunk() : grown()
    taken = 0
    allowance = rate === Number.POSITIVE_INFINITY ? rate : Math.min(allowance, 1) + (rate * lookEvery) / 1000
    if (!isRefused) return
    isRefused = false
    onMore()
  }

  function shrunk(): number {
    const current = rate === Number.POSITIVE_INFINITY ? (taken * 1000) / lookEvery : rate
    return Math.max(current * shrinking, callsWhenBusy)
  }

  function grown(): number {
    return rate * growth > unbounded ? Number.POSITIVE_INFINITY : rate * growth
  }

  const timer = setInterval(look, lookEvery).unref()
  return {
    take() {
      if (allowance < 1) {
        isRefused = true
        return false
      }
      allowance -= 1
      taken += 1
      return true
    },
    isBusy: () => rate !== Number.POSITIVE_INFINITY,
    isServing: () => isServing,
    stop: () => clearInterval(timer),
  }
}

function createUtilization(): () => number {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
}

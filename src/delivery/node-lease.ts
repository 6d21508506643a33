import { sleep } from '../events/waker.ts'
import type { Logger } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import { removeNode, renewNode } from '../store/delivery-nodes.ts'

/** This process as one of those that deliver. */
export type NodeLease = {
  /** False once others may have taken this process for dead. */
  isValid(): boolean
  /** Says that it ends. */
  stop(): Promise<void>
}

export type NodeLeaseOptions = {
  readonly database: Database
  readonly log: Logger
  readonly nodeId: string
  readonly aliveFor: number
  /** Called when it could not say in time that it lives: whatever it does must end. */
  readonly onLost: () => void
  /** Called when it lives again. */
  readonly onRenewed: () => void
}

// Ended a little before others may begin: what has ended must not be met by what begins.
const safety = 0.9

/** Says again and again that this process lives. */
export function startNodeLease(options: NodeLeaseOptions): NodeLease {
  const { database, log, nodeId, aliveFor, onLost, onRenewed } = options
  const stopping = new AbortController()
  let validUntil = 0
  // Before it has said so once, there is nothing to break off.
  let isLost = true
  let expiry: NodeJS.Timeout | undefined

  const isValid = () => performance.now() < validUntil

  function lose(): void {
    if (isLost) return
    isLost = true
    log.warn('This process could not say in time that it lives: its deliveries are broken off, and begin again')
    onLost()
  }

  async function renew(): Promise<void> {
    const asked = performance.now()
    await renewNode(database, nodeId, aliveFor)
    const wasValid = isValid()
    validUntil = asked + aliveFor * safety
    clearTimeout(expiry)
    expiry = setTimeout(lose, validUntil - performance.now())
    if (wasValid) return
    // The timer may not have come to it yet where the whole process stood still.
    lose()
    isLost = false
    onRenewed()
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await renew().catch((error: unknown) =>
        log.warn({ err: error }, 'The deliveries cannot reach the database; they try again'),
      )
      await sleep(aliveFor / 3, stopping.signal)
    }
  }

  const running = run()
  return {
    isValid,
    async stop() {
      stopping.abort()
      await running
      clearTimeout(expiry)
      validUntil = 0
      await removeNode(database, nodeId).catch((error: unknown) =>
        log.warn({ err: error }, 'The end of the deliveries of this process could not be told'),
      )
    },
  }
}

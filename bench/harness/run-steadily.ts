import { setTimeout as sleep } from 'node:timers/promises'
import { HttpConnection } from './http-connection.ts'
import type { Load, LoadResult } from './run-load.ts'

/** Operations at an even pace, whatever becomes of those before: an open loop. */
export interface SteadyLoad extends Pick<Load, 'baseUrl' | 'token' | 'concurrency' | 'next'> {
  readonly operations: number
  readonly perSecond: number
}

/** Sends operations when they are due, and measures from then on, so that one that had to wait for its turn counts whole. */
export async function runSteadily({ baseUrl, token, concurrency, ...load }: SteadyLoad): Promise<LoadResult> {
  const open = () => HttpConnection.open(baseUrl, token)
  const free = await Promise.all(Array.from({ length: concurrency }, open))
  const latencies: number[] = []
  const wrong: string[] = []
  const start = performance.now()

  async function send(due: number): Promise<void> {
    const connection = free.pop() ?? (await open())
    const operation = load.next()
    try {
      const answer = await connection.send(operation)
      latencies.push(performance.now() - due)
      const problem = operation.check(answer)
      if (problem) wrong.push(`${operation.method} ${operation.path}: ${problem}; got ${answer.status}`)
      free.push(connection)
    } catch (error) {
      wrong.push(`${operation.method} ${operation.path}: ${error}`)
      connection.close()
    }
  }

  const sending: Promise<void>[] = []
  for (let turn = 0; turn < load.operations; turn += 1) {
    const due = start + (turn * 1000) / load.perSecond
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    sending.push(send(due))
  }
  await Promise.all(sending)
  for (const connection of free) connection.close()
  const seconds = (performance.now() - start) / 1000
  return { operations: load.operations, seconds, latencies, errors: wrong.length, firstError: wrong[0] }
}

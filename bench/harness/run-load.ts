import { type HttpAnswer, HttpConnection, type HttpRequest } from './http-connection.ts'

/** One request and the judgment of its answer: the text of what is wrong with it, or undefined when it is right. */
export interface Operation extends HttpRequest {
  readonly check: (answer: HttpAnswer) => string | undefined
}

export interface Load {
  readonly baseUrl: string
  readonly token: string
  readonly concurrency: number
  /** Called for each operation just before it is sent. */
  readonly next: () => Operation
  /** Stops after so many operations or so many seconds, whichever is given and comes first. */
  readonly operations?: number
  readonly seconds?: number
}

export interface LoadResult {
  readonly operations: number
  readonly seconds: number
  /** One entry for each answer, in milliseconds. */
  readonly latencies: readonly number[]
  readonly errors: number
  readonly firstError: string | undefined
}

/**
 * Sends operations over `concurrency` connections, each with one request in flight, and checks every answer.
 * The connections are open before the clock starts. A failed operation is counted and the load goes on.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const opening = Array.from({ length: load.concurrency }, () => HttpConnection.open(load.baseUrl, load.token))
  const connections = await Promise.all(opening)
  const start = performance.now()
  const tally: Tally = {
    started: 0,
    operations: load.operations ?? Number.POSITIVE_INFINITY,
    deadline: start + (load.seconds ?? Number.POSITIVE_INFINITY) * 1000,
    latencies: [],
    errors: 0,
    firstError: undefined,
  }
  await Promise.all(connections.map((connection) => drive(connection, load, tally)))
  const seconds = (performance.now() - start) / 1000
  const { started, latencies, errors, firstError } = tally
  return { operations: started, seconds, latencies, errors, firstError }
}

interface Tally {
  started: number
  readonly operations: number
  readonly deadline: number
  readonly latencies: number[]
  errors: number
  firstError: string | undefined
}

async function drive(first: HttpConnection, load: Load, tally: Tally): Promise<void> {
  let connection = first
  while (tally.started < tally.operations && performance.now() < tally.deadline) {
    tally.started += 1
    const operation = load.next()
    const sent = performance.now()
    try {
      const answer = await connection.send(operation)
      tally.latencies.push(performance.now() - sent)
      const wrong = operation.check(answer)
      if (wrong) countError(tally, `${operation.method} ${operation.path}: ${wrong}; got ${excerpt(answer)}`)
    } catch (error) {
      countError(tally, `${operation.method} ${operation.path}: ${error}`)
      connection.close()
      connection = await HttpConnection.open(load.baseUrl, load.token)
    }
  }
  connection.close()
}

function countError(tally: Tally, text: string): void {
  tally.errors += 1
  tally.firstError ??= text
}

function excerpt({ status, body }: HttpAnswer): string {
  return `${status} ${body.slice(0, 300)}`
}

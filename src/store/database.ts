import { Socket } from 'node:net'
import pg from 'pg'
import { AppError } from '../errors.ts'
import { isConnectionError, isIgnoredAfterFailure } from './database-errors.ts'

/** One query: its SQL, its parameters and, for the hot ones, a name under which PostgreSQL keeps its plan. */
export type Query = { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] }

/** Whoever can run a query: the database, or one transaction of it. Rows are given as they are; callers type them. */
export type Queryable = { query<Row>(query: Query): Promise<Row[]> }

/** The database: a pool of connections. */
export type Database = Queryable & {
  /** Runs `work` in one transaction on one connection; rolls back when it throws. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>
  /** A connection of its own outside the pool, for LISTEN and advisory locks; disposing it closes it. */
  connect(): Promise<Connection>
  end(): Promise<void>
}

/** One connection that its owner keeps. */
export type Connection = Queryable &
  AsyncDisposable & {
    /** Rejects when the connection is lost. */
    readonly lost: Promise<never>
    /** Calls `listener` with the channel and the payload of each notification that was asked for by LISTEN. */
    onNotification(listener: (channel: string, payload: string) => void): void
  }

// bigint and numeric columns hold counts and positions far below 2^53, so they are read as numbers.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens the database. Nothing is connected before the first query. */
export function openDatabase(
  url: string,
  options: { readonly poolSize: number; readonly onError: (error: Error) => void },
): Database {
  const settings = {
    connectionString: url,
    types,
    application_name: 'muster',
    // A database host that vanished must not hold requests and the sequencer until TCP gives up.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
  }
  // Pipelining sends the queries of a transaction that do not wait for one another in one round trip.
  const pool = new pg.Pool({ ...settings, pipeline: true, stream: createGatheringSocket, max: options.poolSize })
  pool.on('connect', configureSession)
  pool.on('error', (error) => {
    // The pool has ended before its last connections have, and the server may be stopped meanwhile.
    if (!pool.ending) options.onError(error)
  })
  return {
    query: (query) => run(pool, query),
    transaction: (work) => inTransaction(pool, work),
    connect: () => openConnection(new pg.Client(settings)),
    end: () => pool.end(),
  }
}

/**
 * Our queries are short: compiling one takes longer than running it. And an update in a large table touches pages that are
 * far apart, which go to the log whole, the first time after a checkpoint: compressed, where the server lets us.
 * Where this fails, the next query will too.
 */
function configureSession(client: pg.ClientBase): void {
  client.query(sessionSettings).catch(() => {})
}

const sessionSettings = `set jit = off; do $$ begin
  if current_setting('wal_compression') = 'off' then perform set_config('wal_compression', 'lz4', false); end if;
  exception when insufficient_privilege or invalid_parameter_value then null; end $$`

/** A socket that sends what was written in one turn of the event loop at once: `pg` writes each query by itself. */
function createGatheringSocket(): Socket {
  const socket = new Socket()
  const uncork = socket.uncork.bind(socket)
  socket.uncork = () => process.nextTick(uncork)
  return socket
}

async function openConnection(client: pg.Client): Promise<Connection> {
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject)
    client.on('end', () => reject(new Error('The database closed the connection')))
  })
  // Whoever waits for it is told; an owner that does not wait is not ended by it.
  lost.catch(() => {})
  await client.connect()
  configureSession(client)
  return {
    query: (query) => run(client, query),
    lost,
    onNotification: (listener) => client.on('notification', ({ channel, payload }) => listener(channel, payload ?? '')),
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  }
}

async function run<Row>(on: pg.Pool | pg.ClientBase, query: Query): Promise<Row[]> {
  try {
    const { name, text, values } = query
    const { rows } = await on.query({ name, text, values: values as unknown[] | undefined })
    return rows as Row[]
  } catch (error) {
    throw asUnavailable(error)
  }
}

async function inTransaction<T>(pool: pg.Pool, work: (transaction: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => Promise.reject(asUnavailable(error)))
  let lost: Error | undefined
  // The pool listens only to idle connections; without this a server that goes away would end the process.
  const onError = (error: Error) => {
    lost = error
  }
  client.on('error', onError)
  let refused: unknown
  const query = <Row>(one: Query) =>
    run<Row>(client, one).catch((error: unknown) => {
      refused ??= error
      throw error
    })
  try {
    // What is read after a lock must see what its holder before has committed.
    const begun = client.query('begin isolation level read committed')
    const [result] = await Promise.all([work({ query }), begun])
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(onError)
    // Of queries that went out together the one that failed says why, not those that were ignored after it.
    throw asUnavailable(isIgnoredAfterFailure(error) ? refused : error)
  } finally {
    client.off('error', onError)
    client.release(lost)
  }
}

/** Tells errors of the connection, which pass by themselves, from errors of the query. */
function asUnavailable(error: unknown): unknown {
  return isConnectionError(error) ? new AppError('database_unavailable', { seconds: 5 }, { cause: error }) : error
}

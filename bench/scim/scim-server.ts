import type { Population } from './population.ts'

/** A SCIM server under load, with one empty directory. */
export interface ScimServer extends AsyncDisposable {
  readonly name: string
  readonly version: string
  /** The SCIM base address of its directory, without a slash at the end. */
  readonly baseUrl: string
  readonly token: string
  readonly pid: number
  readonly databaseUrl: string
}

/** A server, and what the load has put into it so far. */
export interface Contender {
  readonly server: ScimServer
  readonly population: Population
}

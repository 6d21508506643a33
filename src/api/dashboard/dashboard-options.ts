import type { Platform } from '../../platform/platform.ts'
import type { Database } from '../../store/database.ts'
import type { KeyAuthenticator } from '../key-authenticator.ts'

/** What the page is made of. */
export type DashboardOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly keys: Pick<KeyAuthenticator, 'authenticate'>
  /** Calls the listener whenever the feed may have grown; returns how to stop that. */
  readonly onNews: (listener: () => void) => () => void
  /** The address under which browsers reach the server. */
  publicUrl(): string
  /** 32 bytes, from which the key of the session cookie is derived. */
  readonly secretKey: Buffer
  /** Opens the page without a key, for the organization of the demo alone. */
  readonly demo: boolean
}

/** Who reads the page, and what they may see: one organization, or all of them (null). */
export type Viewer = {
  /** Tells viewers apart: by their API key, or for a demo without one by where they come from. */
  readonly id: string
  readonly organizationId: string | null
  readonly signedIn: boolean
}

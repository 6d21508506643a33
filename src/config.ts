import { resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from './errors.ts'
import { type OidcConfig, oidcProblems, oidcVariables, toOidcConfig } from './platform/oidc-config.ts'

/** What the command line gave, as text; what is missing has its default here. */
export type Flags = {
  readonly port?: string
  readonly host?: string
  readonly dataDir?: string
  readonly demo?: boolean
}

/** The settings of a server, checked. */
export type Config = {
  readonly port: number
  readonly host: string
  /** Absolute. Holds the embedded database and the encryption key; not even made when DATABASE_URL is given. */
  readonly dataDir: string
  readonly demo: boolean
  /** Undefined: run the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  /** The bootstrap API key, with all rights. */
  readonly apiKey: string | undefined
  /** 32 bytes. Undefined only with the embedded database: then it is made and kept in the data directory. */
  readonly secretKey: Buffer | undefined
  /** Under which address sources and browsers reach us, without a slash at the end. Undefined: where we listen. */
  readonly publicUrl: string | undefined
  /** Whether connectors and webhooks may call addresses of private networks. */
  readonly allowPrivateNetworks: boolean
  readonly logLevel: string
  readonly eventRetentionDays: number
  /** 0: no SCIM request is recorded. */
  readonly scimRequestRetentionDays: number
  /** What one bearer token may ask of one node. */
  readonly scimLimits: { readonly requestsPerSecond: number; readonly requestsInFlight: number }
  /** How many requests of the API one key may send to one node in a minute. */
  readonly apiRequestsPerMinute: number
  readonly auditRetentionDays: number
  readonly deliveryAttemptRetentionDays: number
  /** Absolute: the folder below which directories of files may be read. Undefined: none on this machine. */
  readonly filesFolder: string | undefined
  /** Absolute: the folder below which git repositories may be followed by their path. Undefined: none on this machine. */
  readonly repositoriesFolder: string | undefined
  /** By which provider the team signs in. Undefined: none. */
  readonly oidc: OidcConfig | undefined
}

const yes = ['1', 'true', 'yes', 'on']
const no = ['0', 'false', 'no', 'off']

const PostgresUrl = z.string().refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
  error: 'must be a PostgreSQL URL like postgres://user:password@host:5432/muster',
})

const SecretKey = z.string().transform((text, context) => {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (key.length === 32) return key
  context.addIssue('must be 32 bytes in hex or base64; make one with "openssl rand -hex 32"')
  return z.NEVER
})

const PublicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash) return url.href.replace(/\/+$/, '')
  context.addIssue('must be an http(s) URL without query, like https://scim.example.com')
  return z.NEVER
})

const Switch = z
  .string()
  .toLowerCase()
  .refine((text) => [...yes, ...no].includes(text), { error: 'must be true or false' })
  .transform((text) => yes.includes(text))

const Environment = z.object({
  DATABASE_URL: PostgresUrl.optional(),
  MUSTER_API_KEY: z.string().regex(/^\S+$/, 'must not contain spaces; make one with "openssl rand -hex 24"').optional(),
  MUSTER_SECRET_KEY: SecretKey.optional(),
  MUSTER_PUBLIC_URL: PublicUrl.optional(),
  MUSTER_ALLOW_PRIVATE_NETWORKS: Switch.default(false),
  MUSTER_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .optional(),
  MUSTER_EVENT_RETENTION_DAYS: wholeNumber(1, 36500).default(90),
  MUSTER_SCIM_REQUEST_RETENTION_DAYS: wholeNumber(0, 36500).default(14),
  MUSTER_SCIM_REQUESTS_PER_SECOND: wholeNumber(1, 1_000_000).default(10_000),
  MUSTER_SCIM_REQUESTS_IN_FLIGHT: wholeNumber(1, 1_000_000).default(512),
  MUSTER_API_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000_000).default(6000),
  MUSTER_AUDIT_RETENTION_DAYS: wholeNumber(1, 36500).default(400),
  MUSTER_DELIVERY_ATTEMPT_RETENTION_DAYS: wholeNumber(1, 36500).default(14),
  MUSTER_FILES_FOLDER: z.string().optional(),
  MUSTER_REPOSITORIES_FOLDER: z.string().optional(),
  ...oidcVariables,
  MUSTER_OIDC_TRUST_EMAIL: Switch.default(false),
})

const FlagValues = z.object({
  '--port': wholeNumber(0, 65535).default(4000),
  '--host': z.string().min(1, 'must be an address or a host name').default('127.0.0.1'),
  '--data-dir': z.string().min(1, 'must be a folder').default('.muster'),
})

/** What the settings are for: only a server needs the encryption key. */
type Purpose = 'serve' | 'migrate'

/** Turns environment and flags into settings. Every problem there is goes into one `invalid_configuration`. */
export function readConfig(environment: NodeJS.ProcessEnv, flags: Flags, purpose: Purpose = 'serve'): Config {
  // An empty variable is an unset one: that is how shells and compose files write "none".
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const env = Environment.safeParse(present)
  const given = FlagValues.safeParse({ '--port': flags.port, '--host': flags.host, '--data-dir': flags.dataDir })
  const problems = [
    ...describeIssues(given.error),
    ...describeIssues(env.error),
    ...(purpose === 'serve' ? [...missingKey(present), ...oidcProblems(present)] : []),
  ]
  if (!env.success || !given.success || problems.length > 0) {
    throw new AppError('invalid_configuration', { problems: problems.join('\n') })
  }
  return {
    port: given.data['--port'],
    host: given.data['--host'],
    dataDir: resolve(given.data['--data-dir']),
    demo: flags.demo ?? false,
    databaseUrl: env.data.DATABASE_URL,
    apiKey: env.data.MUSTER_API_KEY,
    secretKey: env.data.MUSTER_SECRET_KEY,
    publicUrl: env.data.MUSTER_PUBLIC_URL,
    allowPrivateNetworks: env.data.MUSTER_ALLOW_PRIVATE_NETWORKS,
    // The demo's own lines are to be read; the log would come between them.
    logLevel: env.data.MUSTER_LOG_LEVEL ?? (flags.demo ? 'warn' : 'info'),
    eventRetentionDays: env.data.MUSTER_EVENT_RETENTION_DAYS,
    scimRequestRetentionDays: env.data.MUSTER_SCIM_REQUEST_RETENTION_DAYS,
    scimLimits: {
      requestsPerSecond: env.data.MUSTER_SCIM_REQUESTS_PER_SECOND,
      requestsInFlight: env.data.MUSTER_SCIM_REQUESTS_IN_FLIGHT,
    },
    apiRequestsPerMinute: env.data.MUSTER_API_REQUESTS_PER_MINUTE,
    auditRetentionDays: env.data.MUSTER_AUDIT_RETENTION_DAYS,
    deliveryAttemptRetentionDays: env.data.MUSTER_DELIVERY_ATTEMPT_RETENTION_DAYS,
    filesFolder: env.data.MUSTER_FILES_FOLDER && resolve(env.data.MUSTER_FILES_FOLDER),
    repositoriesFolder: env.data.MUSTER_REPOSITORIES_FOLDER && resolve(env.data.MUSTER_REPOSITORIES_FOLDER),
    oidc: toOidcConfig(env.data),
  }
}

/** With a database of the operator's own, several servers may share it: they need the same key, so none is made up. */
function missingKey({ DATABASE_URL, MUSTER_SECRET_KEY }: Record<string, unknown>): string[] {
  if (!DATABASE_URL || MUSTER_SECRET_KEY) return []
  return ['  MUSTER_SECRET_KEY is required with DATABASE_URL; make one with "openssl rand -hex 32" and keep it safe']
}

function describeIssues(error: z.ZodError | undefined): string[] {
  return error?.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`) ?? []
}

function wholeNumber(low: number, high: number) {
  const message = `must be a whole number from ${low} to ${high}`
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((number) => number >= low && number <= high, message)
}

import { toVerb } from './api-verb.ts'
import { applyVerb } from './apply.ts'
import { audit } from './audit.ts'
import { cases } from './cases.ts'
import { connect } from './connect.ts'
import { connectors } from './connectors.ts'
import { directories } from './directories.ts'
import { driftVerb, restoreVerb } from './drift.ts'
import { exportVerb } from './export.ts'
import { fileVerbs } from './file-verbs.ts'
import { importVerb } from './import.ts'
import { keys } from './keys.ts'
import { groups, orgUnits, teams } from './member-objects.ts'
import { orgChart } from './org-chart.ts'
import { organizations } from './organizations.ts'
import { people } from './people.ts'
import { planVerb } from './plan.ts'
import { plans } from './plans.ts'
import { problems } from './problems.ts'
import { repositories } from './repositories.ts'
import { rules } from './rules-verb.ts'
import { runs } from './runs.ts'
import { schemaExtensions } from './schema-extensions.ts'
import { signInLink } from './sign-in-link.ts'
import { sinks } from './sinks.ts'
import { sync } from './sync.ts'
import { tokens } from './tokens.ts'
import { upload } from './upload.ts'
import type { Verb } from './verb.ts'
import { webhooks } from './webhooks.ts'

/**
 * All verbs, in the order of `muster --help`. Each lives in a file of its own; those of the server are loaded only when
 * they are called, so that a quick one does not wait for the whole server to be read.
 */
export const verbs: readonly Verb[] = [
  {
    name: 'serve',
    summary: 'run the server (and, without DATABASE_URL, its database)',
    usage: `muster serve [--port 4000] [--host 127.0.0.1] [--data-dir .muster] [--demo]

  --port       the port to listen on; 0 takes any free one
  --host       the address to listen on; 0.0.0.0 for all
  --data-dir   where the embedded database and the encryption key live
  --demo       make a company of about 300 people and let it live, over SCIM

  DATABASE_URL                    a PostgreSQL (15 or later) of your own, instead of the embedded one
  MUSTER_API_KEY                  an API key with all rights, to begin with
  MUSTER_SECRET_KEY               32 bytes, hex or base64; required with DATABASE_URL, else made and kept in the data directory
  MUSTER_PUBLIC_URL               the address under which identity providers reach this server
  MUSTER_ALLOW_PRIVATE_NETWORKS   true lets webhooks, sinks and connectors call addresses of private networks
  MUSTER_FILES_FOLDER             the folder with a folder for each organization (by its id) whose files may be read; without it none on this machine
  MUSTER_REPOSITORIES_FOLDER      the folder with a folder for each organization (by its id) whose git repositories may be followed by their path
  MUSTER_EVENT_RETENTION_DAYS     how long events are kept (90)
  MUSTER_SCIM_REQUEST_RETENTION_DAYS
                                  how long the log of SCIM requests is kept (14); 0 keeps none
  MUSTER_SCIM_REQUESTS_PER_SECOND how many SCIM requests a bearer token may send to one node per second (10000)
  MUSTER_SCIM_REQUESTS_IN_FLIGHT  how many of them may be on their way at once (512)
  MUSTER_API_REQUESTS_PER_MINUTE  how many requests of the API a key may send to one node per minute (6000)
  MUSTER_AUDIT_RETENTION_DAYS     how long the audit log is kept (400)
  MUSTER_DELIVERY_ATTEMPT_RETENTION_DAYS
                                  how long attempts to deliver to webhooks and sinks are kept (14)
  MUSTER_OIDC_ISSUER, MUSTER_OIDC_CLIENT_ID, MUSTER_OIDC_CLIENT_SECRET
                                  the OpenID provider by which the team signs in: see docs/reference/sign-in.md
  MUSTER_LOG_LEVEL                trace, debug, info, warn, error, fatal or silent (info; with --demo warn)`,
    run: async (args) => (await import('./serve.ts')).serve(args).then(() => 0),
  },
  {
    name: 'migrate',
    summary: 'bring the database to the schema of this version, and end',
    usage: `muster migrate [--data-dir .muster]

Migrates the database of DATABASE_URL, or the embedded one of the data directory. "muster serve" does it too, at start.`,
    run: async (args) => (await import('./migrate.ts')).migrateDatabase(args).then(() => 0),
  },
  ...fileVerbs,
  rules,
  ...[planVerb, applyVerb, plans, driftVerb, restoreVerb, repositories].map(toVerb),
  ...[people, cases, teams, groups, orgUnits, orgChart].map(toVerb),
  ...[organizations, directories, connectors, connect, sync, runs, problems, upload].map(toVerb),
  ...[keys, signInLink, tokens, webhooks, sinks, schemaExtensions, audit, importVerb, exportVerb].map(toVerb),
]

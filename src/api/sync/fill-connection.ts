import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Connector } from '../../connectors/connector.ts'
import { secretNames, splitSettings } from '../../connectors/split-settings.ts'
import { type Connection, Guards, Schedule, Scope } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Sealer } from '../../platform/sealer.ts'
import { openSecrets, sealSecrets } from '../../sync/connection-secrets.ts'
import { parseCron } from '../../sync/schedule/next-run.ts'
import { problemWords } from '../problem-words.ts'
import { type FieldError, RequestInvalid } from '../validation.ts'
import type { ConnectionBody } from './connection-body.ts'
import { secretErrors } from './secret-errors.ts'
import { secretMask } from './secret-mask.ts'

/** What a connection is after somebody has said something of it. */
export type FilledConnection = Pick<
  Connection,
  'settings' | 'sealedSecrets' | 'mapping' | 'scope' | 'guards' | 'schedule'
> & {
  /** Whether settings, mapping or scope are other ones. */
  readonly isNew: boolean
}

/** `guards`: those that a new connection begins with. */
type Filling = {
  readonly connector: Connector
  readonly sealer: Sealer
  readonly stored: Connection | null
  readonly guards?: Guards
}

/** Completes what is given by what is stored, or by defaults; throws `RequestInvalid` with everything that is wrong. */
export function fillConnection(filling: Filling, body: ConnectionBody): FilledConnection {
  const { connector, sealer, stored } = filling
  const before = storedValues(filling)
  const values = mergeSettings(connector, before, body.settings ?? {})
  const mapping = body.mapping ?? stored?.mapping ?? []
  const scope = Scope.parse({ ...stored?.scope, ...body.scope })
  const schedule = Schedule.parse({ ...(stored?.schedule ?? defaultSchedule(connector)), ...body.schedule })
  const wrongSecrets = secretErrors(connector, { before, after: values, given: body.settings ?? {} })
  refuse([...settingErrors(connector, values), ...wrongSecrets, ...scheduleErrors(schedule)])
  const { settings, secrets } = splitSettings(connector.settings, values)
  const isSame = isDeepStrictEqual([before, stored?.mapping, stored?.scope], [values, mapping, scope])
  const keepsSecrets = stored !== null && isDeepStrictEqual(splitSettings(connector.settings, before).secrets, secrets)
  return {
    settings,
    sealedSecrets: keepsSecrets ? stored.sealedSecrets : sealSecrets(sealer, secrets),
    mapping,
    scope,
    guards: Guards.parse({ ...(stored?.guards ?? filling.guards), ...body.guards }),
    schedule,
    isNew: !isSame,
  }
}

/** Secrets that cannot be decrypted any more are missing ones: they must be given anew. */
function storedValues({ sealer, stored }: Filling): JsonObject {
  return stored ? { ...stored.settings, ...openSecrets(sealer, stored) } : {}
}

function mergeSettings(connector: Connector, stored: JsonObject, given: Readonly<Record<string, unknown>>): JsonObject {
  const secret = secretNames(connector.settings)
  const isKept = ([name, value]: readonly [string, unknown]) => secret.has(name) && value === secretMask
  const changes = Object.entries(given).filter((entry) => !isKept(entry))
  const merged = Object.entries({ ...stored, ...Object.fromEntries(changes) }).filter(([, value]) => value !== null)
  return z.record(z.string(), z.json()).parse(Object.fromEntries(merged))
}

function defaultSchedule({ defaultIntervalMinutes }: Connector): Partial<Schedule> {
  return { interval_minutes: defaultIntervalMinutes }
}

function settingErrors({ settings }: Connector, values: JsonObject): FieldError[] {
  const { error } = settings.strict().safeParse(values, { error: problemWords })
  return (error?.issues ?? []).map((issue) => toFieldError(issue, values))
}

function toFieldError({ code, path, message }: z.core.$ZodIssue, values: JsonObject): FieldError {
  const [name] = path
  const field = ['settings', ...path].join('.')
  if (code === 'unrecognized_keys') return { code, field, message: `${field}: ${message}` }
  const isMissing = code === 'invalid_type' && typeof name === 'string' && values[name] === undefined
  return isMissing
    ? { code: 'required', field, message: `${field} is required` }
    : { code, field, message: `${field} ${message}` }
}

function scheduleErrors({ full_cron }: Schedule): FieldError[] {
  if (parseCron(full_cron)) return []
  const field = 'schedule.full_cron'
  return [{ code: 'invalid_format', field, message: `${field} must be a cron expression like "0 3 * * *"` }]
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new RequestInvalid(errors)
}

import type { OpenConnector } from '../connectors/connector.ts'
import { oktaConnector } from '../connectors/okta/okta.ts'
import type { OktaSandbox } from '../sandbox/okta/start-okta-sandbox.ts'
import { connectorTools, type MovingTime, movingTime } from './connector-tools.ts'
import { patient, type ReadListing, readAll } from './connector-world.ts'
import { startOktaStandIn } from './okta-stand-in.ts'

/** An org and a connector that reads it. */
export type OktaWorld = AsyncDisposable & {
  readonly sandbox: OktaSandbox
  readonly time: MovingTime
  /** Opens the connector with other settings than the service app's. */
  open(settings?: Readonly<Record<string, unknown>>): OpenConnector
  full(): Promise<ReadListing>
  changes(cursor: string | null): Promise<ReadListing>
}

/** Starts an org whose clock is `ahead` of ours by so many milliseconds; it is read with a service app or with an API token. */
export async function startOktaWorld({ ahead = 0, usesApiToken = false } = {}): Promise<OktaWorld> {
  const time = movingTime()
  const { clock } = time.platform
  const standIn = await startOktaStandIn({ clock: { now: () => new Date(clock.now().getTime() + ahead) } })
  const opened: OpenConnector[] = []
  const apiToken = { org_url: standIn.sandbox.url, api_token: standIn.sandbox.credentials.apiToken }
  const credential = usesApiToken ? apiToken : standIn.settings
  function open(settings: Readonly<Record<string, unknown>> = {}): OpenConnector {
    const parsed = oktaConnector.settings.parse({ ...credential, ...settings })
    const source = oktaConnector.open(parsed, connectorTools(time))
    opened.push(source)
    return source
  }
  return {
    sandbox: standIn.sandbox,
    time,
    open,
    full: () => readAll(open().full(null, patient())),
    changes: (cursor) => readAll(changesOf(open(), cursor)),
    async [Symbol.asyncDispose]() {
      for (const source of opened) await source.close()
      await standIn.close()
    },
  }
}

function changesOf(source: OpenConnector, cursor: string | null) {
  if (!source.incremental || cursor === null) throw new Error('There is no cursor')
  return source.incremental(cursor, null, patient())
}

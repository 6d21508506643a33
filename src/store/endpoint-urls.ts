import type { Queryable } from './database.ts'

/** A URL of an endpoint of one organization; or, null, of one that gets the events of all. */
export type EndpointUrl = { readonly url: string; readonly organizationId: string | null }

/**
 * The id of the webhook endpoint that has this URL already, or null. From then on, until the transaction ends, nobody else
 * gets an answer about this URL: what is found free stays free.
 */
export async function claimEndpointUrl(on: Queryable, { url, organizationId }: EndpointUrl): Promise<string | null> {
  await on.query({ text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))', values: [`endpoint ${url}`] })
  const rows = await on.query<{ id: string }>({
    text: `select id from destinations
      where kind in ('webhook', 'polis') and organization_id is not distinct from $1 and settings->>'url' = $2`,
    values: [organizationId, url],
  })
  return rows[0]?.id ?? null
}

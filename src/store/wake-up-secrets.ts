import type { Queryable } from './database.ts'

type Ref = { readonly organizationId: string; readonly directoryId: string }

/** The encrypted secret of the address at which a directory's source tells of changes; null where there is none. */
export async function readWakeUpSecret(on: Queryable, { organizationId, directoryId }: Ref): Promise<string | null> {
  const [row] = await on.query<{ sealed: string | null }>({
    text: `select sealed_wake_up_secret as sealed from connections where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId],
  })
  return row?.sealed ?? null
}

/**
 * Gives a directory another address for its source, in place of the one before. What the source has subscribed is subscribed
 * anew, with the new one.
 */
export async function setWakeUpSecret(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  { hash, sealed, at }: { readonly hash: Buffer; readonly sealed: string; readonly at: Date },
): Promise<void> {
  await on.query({
    text: `update connections set wake_up_hash = $3, sealed_wake_up_secret = $4,
        subscription_renew_at = case when subscription is null then subscription_renew_at else $5 end
      where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId, hash, sealed, at],
  })
}

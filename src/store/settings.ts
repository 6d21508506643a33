import type { Queryable } from './database.ts'

/** What the operator has set for the whole of this server; each is read and written by itself. */
export type SettingKey = 'branding' | 'deletion_guards'

/** A setting as it was written, or null; its reader parses it. */
export async function readSetting(on: Queryable, key: SettingKey): Promise<unknown> {
  const [row] = await on.query<{ readonly value: unknown }>({
    name: 'read_setting',
    text: 'select value from settings where key = $1',
    values: [key],
  })
  return row?.value ?? null
}

/** Writes a setting. */
export async function writeSetting(
  on: Queryable,
  key: SettingKey,
  { value, at }: { readonly value: unknown; readonly at: Date },
): Promise<void> {
  await on.query({
    text: `insert into settings (key, value, updated_at) values ($1, $2, $3)
      on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    values: [key, JSON.stringify(value), at],
  })
}

/** Keeps others from writing a setting until the transaction ends. */
export async function lockSetting(transaction: Queryable, key: SettingKey): Promise<void> {
  await transaction.query({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`muster setting ${key}`],
  })
}

/**
 * The condition that the directory of a row is not being deleted: what it holds is removed in the background, but nobody
 * may see it from the moment of the deletion on. `alias` is that of a table with an organization_id and a directory_id.
 */
export function inLiveDirectory(alias: string): string {
  return `exists (select from directories live where live.organization_id = ${alias}.organization_id
      and live.id = ${alias}.directory_id and live.state <> 'deleting')`
}

/** The same for a query about one directory, whose parameters these are: it is asked once, not for each row. */
export function isLiveDirectory(organization: string, directory: string): string {
  return `not exists (select from directories gone where gone.organization_id = ${organization}
      and gone.id = ${directory} and gone.state = 'deleting')`
}

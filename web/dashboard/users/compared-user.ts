type Shown = {
  readonly state: string
  readonly name: string | null
  readonly first_name: string | null
  readonly last_name: string | null
  readonly email: string | null
  readonly username: string | null
  readonly idp_id: string
  readonly custom_attributes: Readonly<Record<string, unknown>>
}

/** What of a user is compared: the attributes by the names that people know, and the groups by theirs. */
export function comparedUser(user: Shown, groups: readonly { readonly name: string }[]): Record<string, unknown> {
  const { state, name, first_name, last_name, email, username, idp_id, custom_attributes } = user
  const values = { state, name, first_name, last_name, email, username, idp_id, ...custom_attributes }
  return { ...values, groups: groups.map((group) => group.name).sort() }
}

/** A time as a field for date and time takes it, in the reader's zone. */
export function toLocalInput(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

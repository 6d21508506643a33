type Named = {
  readonly id: string
  readonly name: string | null
  readonly first_name: string | null
  readonly last_name: string | null
  readonly username: string | null
  readonly email: string | null
}

/** What to call a user: the name, else both names, else the login. */
export function nameOf({ id, name, first_name, last_name, username, email }: Named): string {
  const both = [first_name, last_name].filter(Boolean).join(' ')
  return [name, both, username, email].find((one) => one) ?? id
}

/** A custom attribute that is a text; null where there is none. */
export function textOf(
  user: { readonly custom_attributes: Readonly<Record<string, unknown>> },
  name: string,
): string | null {
  const value = user.custom_attributes[name]
  return typeof value === 'string' && value !== '' ? value : null
}

type Named = {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly username?: string | null
}

/** By what users of one name are told apart: the name and the address, or whichever there is. */
export function userLabel(user: Named): string {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
  const address = user.email ?? user.username
  if (name && address) return `${name} · ${address}`
  return name || address || user.id
}

/** By what people of one name are told apart: the name, and the address or the title. */
export function personLabel(person: {
  readonly display_name: string
  readonly attributes: Readonly<Record<string, unknown>>
}): string {
  const { mail, title } = person.attributes
  const more = [mail, title].find((value) => typeof value === 'string' && value !== '')
  return more === undefined ? person.display_name : `${person.display_name} · ${String(more)}`
}

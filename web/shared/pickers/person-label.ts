type Named = {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly username?: string | null
}

/** By what people of one name are told apart: the name and the address, or whichever there is. */
export function personLabel(person: Named): string {
  const name = [person.first_name, person.last_name].filter(Boolean).join(' ')
  const address = person.email ?? person.username
  if (name && address) return `${name} · ${address}`
  return name || address || person.id
}

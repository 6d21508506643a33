import { Text } from '@mantine/core'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { strings } from './strings.en.ts'

/** Whose events a destination gets: the name of an organization, or that it gets those of all. */
export function OrganizationName({ id }: { readonly id: string | null }) {
  const name = useObjectName('organization', id)
  if (id !== null) return <Text size="sm">{name ?? id}</Text>
  return (
    <Text size="sm" c="dimmed">
      {strings.allOrganizations}
    </Text>
  )
}

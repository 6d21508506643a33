import { Anchor, Container, Group, Image, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useStrings } from './language.tsx'
import { usePortalSession } from './portal-session.ts'
import { frameStrings } from './strings.ts'
import { useOperator } from './use-operator.ts'

/** The operator's logo and name, for whom this is, and the way back. */
export function PortalHeader({ hasVisit, size }: { readonly hasVisit: boolean; readonly size: number }) {
  const strings = useStrings(frameStrings)
  const { name, logo } = useOperator().branding
  const { data: session } = usePortalSession({ isEnabled: hasVisit })
  return (
    <Container component="header" size={size} py="lg" w="100%">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
          {logo && <Image src={logo} h={28} w="auto" maw={160} fit="contain" alt={name ?? ''} />}
          {!logo && (
            <Text fw={650} size="lg" truncate>
              {name ?? strings.title}
            </Text>
          )}
          {session && (
            <Text size="sm" c="dimmed" truncate>
              {strings.forOrganization(session.organization.name)}
            </Text>
          )}
        </Group>
        {session?.return_url && (
          <Anchor href={session.return_url} rel="noreferrer" size="sm">
            <Group gap={4} wrap="nowrap" component="span">
              <IconArrowLeft size={16} aria-hidden />
              {name ? strings.goBack(name) : strings.goBackBare}
            </Group>
          </Anchor>
        )}
      </Group>
    </Container>
  )
}

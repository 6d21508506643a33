import { Anchor, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { WebhookEndpoint } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { Time } from '../../shared/time.tsx'
import { SecretCard } from './secret-card.tsx'
import { strings } from './strings.en.ts'

const words = strings.page

/** How an endpoint is set, and the secret that its calls are signed with. */
export function EndpointSettings({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.type, strings.form.kinds[endpoint.type]],
    [words.batch, endpoint.batch_size],
    [words.parallel, endpoint.parallel],
    [words.timeout, words.seconds(endpoint.timeout_seconds)],
    [words.lastDelivered, <Time key="last" at={endpoint.last_delivered_at} />],
    [words.created, <Time key="created" at={endpoint.created_at} form="exact" />],
    [words.events, <Types key="events" events={endpoint.events} />],
  ]
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Paper withBorder p="md">
        <Stack gap="md">
          <CopyField label={words.url} value={endpoint.endpoint_url} />
          <Table variant="vertical" layout="fixed" verticalSpacing={6}>
            <Table.Tbody>
              {rows.map(([name, value]) => (
                <Table.Tr key={name}>
                  <Table.Th w={180} fw={500}>
                    {name}
                  </Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/audit" search={{ target: endpoint.id } as never} {...props} />}
          >
            {words.audit}
          </Anchor>
        </Stack>
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} fz="sm" mb="xs">
          {strings.secret.title}
        </Title>
        <SecretCard endpoint={endpoint} />
      </Paper>
    </SimpleGrid>
  )
}

function Types({ events }: { readonly events: readonly string[] }) {
  if (events.includes('*')) return strings.allTypes
  return (
    <Stack gap={2}>
      {events.map((type) => (
        <Text key={type} size="sm">
          <code>{type}</code>
        </Text>
      ))}
    </Stack>
  )
}

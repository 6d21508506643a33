import { Button, Group, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Organization } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { CopyField } from '../../shared/copy-field.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay, useSession } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.details

/** What is known of an organization, and the way to delete it. */
export function OrganizationDetails({ organization }: { readonly organization: Organization }) {
  const { data: session } = useSession()
  const mayDelete = useMay('organizations:write') && session?.organization_id === null
  const { id, external_id, created_at, updated_at, metadata } = organization
  const pairs = Object.entries(metadata)
  return (
    <Stack gap="lg" maw={760}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <CopyField label={words.id} value={id} />
        {external_id && <CopyField label={words.externalId} value={external_id} />}
      </SimpleGrid>
      <Paper withBorder>
        <Table variant="vertical" layout="auto">
          <Table.Tbody>
            <Row name={words.made}>
              <Time at={created_at} form="exact" />
            </Row>
            <Row name={words.changed}>
              <Time at={updated_at} form="exact" />
            </Row>
            {pairs.length === 0 && <Row name={words.metadata}>{words.noMetadata}</Row>}
            {pairs.map(([key, value]) => (
              <Row key={key} name={key}>
                {value}
              </Row>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      {mayDelete && <DeleteOrganization organization={organization} />}
    </Stack>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={220} fw={500}>
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  )
}

function DeleteOrganization({ organization: { id, name } }: { readonly organization: Organization }) {
  const api = useApi()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const { run, isBusy } = useDeed()
  const { data } = useApiQuery('/directories', { query: { organization_id: id, limit: '100' } })
  const ask = strings.deleteQuestion
  const remove = async () => {
    const names = data?.data.map((directory) => directory.name) ?? []
    const isSure = await confirm({
      title: ask.title(name),
      text: ask.text(names.length),
      ...(names.length > 0 && { names }),
      action: ask.action,
      typed: name,
      cannotBeUndone: true,
      isDangerous: true,
    })
    if (!isSure) return
    const deleted = await run(() => api.delete('/organizations/{id}', { path: { id } }), { done: ask.done(name) })
    if (deleted.isDone) await navigate({ to: '/organizations', search: {} })
  }
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <div>
          <Title order={2} fz="sm">
            {words.danger}
          </Title>
          <Text size="sm" c="dimmed">
            {words.dangerText}
          </Text>
        </div>
        <Button color="red" variant="outline" loading={isBusy} disabled={!data} onClick={() => void remove()}>
          {strings.delete}
        </Button>
      </Group>
    </Paper>
  )
}

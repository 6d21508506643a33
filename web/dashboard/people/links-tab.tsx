import { Anchor, Badge, Button, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconArrowMerge, IconLink, IconPin } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonLink, PersonWithDirectories } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { LinkActions } from './link-actions.tsx'
import { LinkHistory } from './link-history.tsx'
import { LinkUserDialog } from './link-user-dialog.tsx'
import { matchedText } from './matched-text.ts'
import { matching } from './matching-strings.en.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { deciding } from './value-disputes-strings.en.ts'

const words = matching.links

/** The users that a person is: why each, with what can be done about it, and how it came to be so. */
export function LinksTab({ person }: { readonly person: PersonWithDirectories }) {
  const [isLinking, setLinking] = useState(false)
  const [isMerging, setMerging] = useState(false)
  const mayWrite = useMay('people:write')
  const { data, error, refetch } = useApiQuery('/people/{id}/links', { path: { id: person.id } })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={240} aria-busy />
  return (
    <Stack gap="xl">
      <section>
        <Group justify="space-between" mb="xs" gap="md">
          <Text size="sm" c="dimmed" maw={620}>
            {words.text}
          </Text>
          {mayWrite && (
            <Group gap="xs">
              <Button
                variant="default"
                leftSection={<IconLink size={16} aria-hidden />}
                onClick={() => setLinking(true)}
              >
                {words.link}
              </Button>
              <Button
                variant="default"
                leftSection={<IconArrowMerge size={16} aria-hidden />}
                onClick={() => setMerging(true)}
              >
                {deciding.merge.button}
              </Button>
            </Group>
          )}
        </Group>
        <Links links={data.data} person={person} mayWrite={mayWrite} />
      </section>
      <section>
        <Title order={2} fz="sm" mb="xs">
          {words.history}
        </Title>
        <LinkHistory id={person.id} />
      </section>
      <MergeDialog person={person} isOpen={isMerging} onClose={() => setMerging(false)} />
      <LinkUserDialog person={person} isOpen={isLinking} onClose={() => setLinking(false)} />
    </Stack>
  )
}

type LinksProps = {
  readonly links: readonly PersonLink[]
  readonly person: PersonWithDirectories
  readonly mayWrite: boolean
}

function Links({ links, person, mayWrite }: LinksProps) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing="sm" aria-label={words.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.user}</Table.Th>
            <Table.Th>{words.directory}</Table.Th>
            <Table.Th>{words.why}</Table.Th>
            <Table.Th>{words.since}</Table.Th>
            {mayWrite && <Table.Th w={60} aria-label={words.actions} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {links.map((link) => (
            <Row key={link.directory_user_id} link={link} person={person} mayWrite={mayWrite} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

type RowProps = Omit<LinksProps, 'links'> & { readonly link: PersonLink }

function Row({ link, person, mayWrite }: RowProps) {
  const { user, directory, directory_user_id: id } = link
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        <Group gap={8}>
          <Anchor component={Link} to="/users/$id" params={{ id } as never} size="sm">
            {user?.name ?? id}
          </Anchor>
          {user && user.state === 'inactive' && <StatusBadge state={user.state} size="sm" />}
        </Group>
        <Text size="xs" c="dimmed" fw={400}>
          {user?.email ?? user?.idp_id}
        </Text>
      </Table.Th>
      <Table.Td>
        <Anchor component={Link} to="/directories/$id" params={{ id: link.directory_id } as never} size="sm">
          {directory?.name ?? link.directory_id}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Group gap={8}>
          <Text size="sm">{matchedText(link)}</Text>
          {link.pinned && (
            <Badge
              size="sm"
              variant="default"
              tt="none"
              fw={500}
              leftSection={<IconPin size={12} aria-hidden />}
              title={words.pinnedText}
            >
              {words.pinned}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Time at={link.linked_at} />
      </Table.Td>
      {mayWrite && (
        <Table.Td>
          <LinkActions link={link} person={person} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}

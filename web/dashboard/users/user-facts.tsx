import { Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { ObjectName } from '../../shared/pickers/object-name.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'
import { textOf } from './user-name.ts'

const words = strings.columns

/** What one wants to know of a user at first sight. */
export function UserFacts({ user, isWide = false }: { readonly user: DirectoryUser; readonly isWide?: boolean }) {
  return (
    <SimpleGrid cols={isWide ? { base: 1, xs: 2, lg: 4 } : { base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
      {!isWide && (
        <Fact label={words.state}>
          <StatusBadge state={user.state} size="sm" />
        </Fact>
      )}
      <Fact label={words.email}>{user.email && <Copied value={user.email} label={words.email} />}</Fact>
      <Fact label={words.username}>{user.username && <Copied value={user.username} label={words.username} />}</Fact>
      <Fact label={words.title}>{user.job_title}</Fact>
      <Fact label={words.department}>{textOf(user, 'department_name')}</Fact>
      <Fact label={words.directory}>
        <Anchor component={Link} to="/directories/$id" params={{ id: user.directory_id } as never} size="sm">
          <ObjectName kind="directory" id={user.directory_id} />
        </Anchor>
      </Fact>
      <Fact label={words.created}>
        <Time at={user.created_at} />
      </Fact>
      <Fact label={words.changed}>
        <Time at={user.updated_at} />
      </Fact>
    </SimpleGrid>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Stack gap={2} style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children || '—'}
      </Text>
    </Stack>
  )
}

function Copied({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Group gap={2} wrap="nowrap">
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{value}</span>
      <CopyButton value={value} label={label} size={22} />
    </Group>
  )
}

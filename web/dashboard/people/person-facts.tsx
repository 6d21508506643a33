import { Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { PersonWithDirectories } from '../../shared/api-types.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { Sources } from './people-columns.tsx'
import { textOf } from './person-value.ts'
import { strings } from './strings.en.ts'

const words = strings.columns

type PersonFactsProps = { readonly person: PersonWithDirectories; readonly isWide?: boolean }

/** What one wants to know of a person at first sight. */
export function PersonFacts({ person, isWide = false }: PersonFactsProps) {
  const mail = textOf(person, 'mail')
  return (
    <SimpleGrid cols={isWide ? { base: 1, xs: 2, lg: 4 } : { base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
      {!isWide && (
        <Fact label={words.status}>
          <StatusBadge state={person.status} size="sm" />
        </Fact>
      )}
      <Fact label={words.mail}>{mail && <Copied value={mail} label={words.mail} />}</Fact>
      <Fact label={words.number}>{textOf(person, 'employeeNumber')}</Fact>
      <Fact label={words.title}>{textOf(person, 'title')}</Fact>
      <Fact label={words.department}>{textOf(person, 'department')}</Fact>
      <Fact label={words.manager}>
        <Manager person={person} />
      </Fact>
      <Fact label={words.location}>{textOf(person, 'location')}</Fact>
      <Fact label={words.start}>{textOf(person, 'startDate')}</Fact>
      <Fact label={words.sources}>{person.directory_ids.length > 0 && <Sources ids={person.directory_ids} />}</Fact>
      {!isWide && (
        <Fact label={words.changed}>
          <Time at={person.updated_at} />
        </Fact>
      )}
    </SimpleGrid>
  )
}

function Manager({ person: { manager, manager_named: named } }: { readonly person: PersonWithDirectories }) {
  if (manager) {
    return (
      <Anchor component={Link} to="/people/$id" params={{ id: manager.id } as never} size="sm">
        {manager.display_name}
      </Anchor>
    )
  }
  if (!named) return <>—</>
  return (
    <Text size="sm" c="dimmed">
      {strings.page.unknownManager} <code>{named}</code>
    </Text>
  )
}

/** A name and what it is. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
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

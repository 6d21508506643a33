import { Anchor, Group, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { EventLogEntry } from '../../shared/api-types.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { Time } from '../../shared/time.tsx'
import { kindOfId, ObjectLink } from '../object-link.tsx'
import type { LoggedEvent } from './logged-event.ts'
import { strings } from './strings.en.ts'

const words = strings.panel

/** When, where and about what an event is, and what caused it. */
export function EventFacts({ event }: { readonly event: LoggedEvent }) {
  const { log_entry: entry } = event
  const directory = useObjectName('directory', entry?.directory_id)
  const organization = useObjectName('organization', entry?.organization_id)
  return (
    <Table variant="vertical" layout="fixed" withTableBorder verticalSpacing={6}>
      <Table.Tbody>
        <Fact name={words.when}>
          <Time at={event.created_at} form="exact" />
        </Fact>
        <Fact name={words.type}>
          <code>{event.event}</code>
        </Fact>
        {entry && (
          <>
            <Fact name={words.about}>
              <ObjectLink kind={kindOfId(entry.object_id) ?? ''} id={entry.object_id} />
            </Fact>
            {entry.directory_id && (
              <Fact name={words.directory}>
                <ObjectLink kind="directory" id={entry.directory_id}>
                  {directory}
                </ObjectLink>
              </Fact>
            )}
            <Fact name={words.organization}>
              <ObjectLink kind="organization" id={entry.organization_id}>
                {organization}
              </ObjectLink>
            </Fact>
            <CauseFacts entry={entry} />
            <Fact name={words.place}>{words.placeText(entry.position, entry.seq)}</Fact>
          </>
        )}
        <Fact name={words.id}>
          <Copied value={event.id} label={words.id} />
        </Fact>
      </Table.Tbody>
    </Table>
  )
}

/** Who or what made it happen, with the way to it: the run, the requests of the source, the key. */
function CauseFacts({ entry }: { readonly entry: EventLogEntry }) {
  const { cause, directory_id: directory } = entry
  return (
    <>
      <Fact name={words.cause}>{strings.causes[cause.source]}</Fact>
      {cause.actor_id && (
        <Fact name={words.actor}>
          {cause.source === 'sync' && directory ? (
            <Way to={`/directories/${directory}/runs/${cause.actor_id}`}>{words.openRun}</Way>
          ) : (
            <ObjectLink kind={kindOfId(cause.actor_id) ?? ''} id={cause.actor_id} />
          )}
        </Fact>
      )}
      {cause.request_id && (
        <Fact name={words.request}>
          <Copied value={cause.request_id} label={words.request} />
          {cause.source === 'scim' && directory && (
            <Way to={`/directories/${directory}`} search={{ tab: 'requests' }}>
              {words.openRequests}
            </Way>
          )}
        </Fact>
      )}
    </>
  )
}

type WayProps = { readonly to: string; readonly search?: object; readonly children: ReactNode }

function Way({ to, search = {}, children }: WayProps) {
  return (
    <Anchor fz="inherit" renderRoot={(props) => <Link to={to} search={search as never} {...props} />}>
      {children}
    </Anchor>
  )
}

function Copied({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Group gap={2} wrap="nowrap">
      <code style={{ overflowWrap: 'anywhere' }}>{value}</code>
      <CopyButton value={value} label={label} size={22} />
    </Group>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={130} fw={500}>
        {name}
      </Table.Th>
      <Table.Td>
        <Text component="div" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {children}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}

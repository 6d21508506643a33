import { Anchor, Group, Loader, Stack, Switch, Table, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { AuditEntry } from '../../shared/api-types.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { DiffView } from '../../shared/diff-view.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { ObjectLink } from '../object-link.tsx'
import { actionWords, kindWords } from './action-words.ts'
import { strings } from './strings.en.ts'

const words = strings.panel

type AuditPanelProps = { readonly id: string | undefined; readonly onClose: () => void }

/** One change: who, from where, and the object before and after. */
export function AuditPanel({ id, onClose }: AuditPanelProps) {
  const options = { isEnabled: id !== undefined, keepsPrevious: false }
  const { data, error, refetch } = useApiQuery('/audit_log/{id}', { path: { id: id ?? '' } }, options)
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={data ? actionWords(data.action) : words.title}
      size={680}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data ? <Details entry={data} /> : !error && <Loader size="sm" />}
    </SidePanel>
  )
}

function Details({ entry }: { readonly entry: AuditEntry }) {
  const [isWhole, setWhole] = useState(false)
  const { target, before, after } = entry
  return (
    <Stack gap="lg">
      <Facts entry={entry} />
      <Stack gap={6} component="section">
        <Group justify="space-between">
          <Title order={3} fz="sm">
            {words.changes}
          </Title>
          <Switch
            size="xs"
            label={words.whole}
            checked={isWhole}
            onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
          />
        </Group>
        <DiffView before={before} after={after} isWhole={isWhole} label={words.changes} />
      </Stack>
      {target.id && (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/audit" search={{ target: target.id ?? undefined }} {...props} />}
        >
          {words.more}
        </Anchor>
      )}
    </Stack>
  )
}

function Facts({ entry }: { readonly entry: AuditEntry }) {
  const { actor, target, context, request_id: request, organization_id: organization } = entry
  const name = useObjectName('organization', organization)
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.when, <Time key="when" at={entry.occurred_at} form="exact" />],
    [words.who, `${actor.name} (${strings.actors[actor.type]})`],
    [words.source, strings.sources[entry.source]],
    [words.target, <TargetLink key="target" target={target} />],
    [
      words.organization,
      organization ? (
        <ObjectLink key="organization" kind="organization" id={organization}>
          {name}
        </ObjectLink>
      ) : null,
    ],
    [words.location, context.location],
    [words.userAgent, context.user_agent],
    [words.request, request && <Copied key="request" label={words.request} value={request} />],
    [words.id, <Copied key="id" label={words.id} value={entry.id} />],
  ]
  return (
    <Table variant="vertical" layout="fixed" withTableBorder verticalSpacing={6}>
      <Table.Tbody>
        {rows.map(([title, value]) => value && <Fact key={title} name={title} value={value} />)}
      </Table.Tbody>
    </Table>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={130} fw={500}>
        {name}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
    </Table.Tr>
  )
}

function TargetLink({ target }: { readonly target: AuditEntry['target'] }) {
  if (!target.id) return `${kindWords(target.type)} (${strings.many})`
  return (
    <>
      {kindWords(target.type)} <ObjectLink kind={target.type} id={target.id} />
    </>
  )
}

function Copied({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Group gap={2} wrap="nowrap">
      <code style={{ overflowWrap: 'anywhere' }}>{value}</code>
      <CopyButton value={value} label={label} size={22} />
    </Group>
  )
}

import { Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { OverlayDrift } from '../../shared/api-types.ts'
import { PlaceText } from './place-text.tsx'
import { strings } from './strings.en.ts'

const words = strings.drift
export type DriftRow = Omit<OverlayDrift, 'object'>

type DriftRowsProps = { readonly drift: readonly DriftRow[]; readonly actions?: (row: DriftRow) => ReactNode }

/** What holds otherwise than the files say, a key or a person a row. */
export function DriftRows({ drift, actions }: DriftRowsProps) {
  const { columns } = words
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table aria-label={words.label} verticalSpacing="xs" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="22%">{columns.object}</Table.Th>
            <Table.Th w="16%">{columns.what}</Table.Th>
            <Table.Th>{columns.says}</Table.Th>
            <Table.Th>{columns.is}</Table.Th>
            {actions && <Table.Th w={190} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {drift.map((row) => (
            <Table.Tr key={`${row.address} ${row.kind} ${row.key}`}>
              <Table.Th scope="row" fw={500}>
                {row.name}
                <br />
                {row.place ? <PlaceText place={row.place} /> : <Dimmed>{row.address}</Dimmed>}
              </Table.Th>
              <Table.Td>
                {row.kind !== 'field' && words.kinds[row.kind]} {row.kind !== 'hand_member' && <code>{row.key}</code>}
                {row.by && <Dimmed>{row.by}</Dimmed>}
              </Table.Td>
              <Value value={row.declared} />
              {row.kind === 'hand_member' ? <HandMember actual={row.actual} /> : <Value value={row.actual} />}
              {actions && <Table.Td>{actions(row)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Dimmed({ children }: { readonly children: ReactNode }) {
  return (
    <Text span display="block" size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  )
}

function Value({ value }: { readonly value: unknown }) {
  const isMissing = value === null || value === undefined
  const text = isMissing ? words.missing : typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <Text size="sm" {...(isMissing && { c: 'dimmed' })} lineClamp={4}>
        {text}
      </Text>
    </Table.Td>
  )
}

function HandMember({ actual }: { readonly actual: unknown }) {
  const { name, action } = (actual ?? {}) as { readonly name?: string; readonly action?: 'add' | 'remove' }
  return (
    <Table.Td>
      {name} <Dimmed>{action && words.byHand[action]}</Dimmed>
    </Table.Td>
  )
}

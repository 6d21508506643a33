import { Button, Group, Paper, Stack, Table } from '@mantine/core'
import { useState } from 'react'
import type { Connection } from '../../shared/api-types.ts'
import { GuardRow } from '../guard-row.tsx'
import { useMay } from '../session.ts'
import { SettingsSection } from './settings-section.tsx'
import { strings } from './strings.en.ts'
import { useConnectionChange } from './use-connection-change.ts'

const words = strings.settings

type Guards = Connection['guards']
const kinds = Object.keys(words.guardNames) as (keyof Guards)[]

/** From how much on a run is held until somebody decides. */
export function GuardSettings({ connection }: { readonly connection: Connection }) {
  const mayWrite = useMay('connections:write')
  const [guards, setGuards] = useState(connection.guards)
  const { change, isBusy } = useConnectionChange(connection.directory_id)
  const set = (kind: keyof Guards, part: Partial<Guards[keyof Guards]>) =>
    setGuards((before) => ({ ...before, [kind]: { ...before[kind], ...part } }))
  return (
    <SettingsSection title={words.guards} text={words.guardsText}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void change({ guards })
        }}
      >
        <Stack gap="md">
          <Paper withBorder>
            <Table aria-label={words.guards} verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th />
                  <Table.Th w={140}>{words.percent}</Table.Th>
                  <Table.Th w={140}>{words.atLeast}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {kinds.map((kind) => (
                  <GuardRow
                    key={kind}
                    name={words.guardNames[kind]}
                    labels={words}
                    limit={guards[kind]}
                    isDisabled={!mayWrite}
                    onChange={(part) => set(kind, part)}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Paper>
          {mayWrite && (
            <Group>
              <Button type="submit" loading={isBusy}>
                {words.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </SettingsSection>
  )
}

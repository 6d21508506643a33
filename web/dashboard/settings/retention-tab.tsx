import { Code, Table } from '@mantine/core'
import { Section } from './section.tsx'
import { strings } from './strings.en.ts'
import { WithSettings } from './with-settings.tsx'

const words = strings.retention
type Kept = keyof typeof words.rows

const variables: Readonly<Record<Kept, string>> = {
  event_days: 'MUSTER_EVENT_RETENTION_DAYS',
  scim_request_days: 'MUSTER_SCIM_REQUEST_RETENTION_DAYS',
  audit_log_days: 'MUSTER_AUDIT_RETENTION_DAYS',
  delivery_attempt_days: 'MUSTER_DELIVERY_ATTEMPT_RETENTION_DAYS',
}

/** How long what is kept, and where that is set. */
export function RetentionTab() {
  return (
    <WithSettings>
      {({ retention }) => (
        <Section title={strings.tabs.retention} text={words.text}>
          <Table aria-label={strings.tabs.retention} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.what}</Table.Th>
                <Table.Th>{words.days}</Table.Th>
                <Table.Th>{words.variable}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(Object.keys(words.rows) as Kept[]).map((kept) => (
                <Table.Tr key={kept}>
                  <Table.Th scope="row" fw={500}>
                    {words.rows[kept]}
                  </Table.Th>
                  <Table.Td>{retention[kept] === 0 ? words.notKept : words.dayCount(retention[kept])}</Table.Td>
                  <Table.Td>
                    <Code>{variables[kept]}</Code>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Section>
      )}
    </WithSettings>
  )
}

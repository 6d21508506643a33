import { Code, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import type { Explanation } from '../../shared/api-types.ts'
import { JsonView } from '../../shared/json-view.tsx'
import { mappedText } from '../../shared/mapping/mapped-text.ts'
import { labelOf } from '../../shared/mapping/mapping-row.tsx'
import { useMappingStrings } from '../../shared/mapping/mapping-strings.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useStrings } from '../language.tsx'
import { personStrings } from './strings.ts'

type AttributesProps = Pick<Explanation, 'received' | 'mapped' | 'lines'>

/** What the source said of a person and what that is here, side by side; line by line where there is a mapping. */
export function PersonAttributes({ received, mapped, lines }: AttributesProps) {
  const strings = useStrings(personStrings)
  if (!received && !mapped) return null
  return (
    <Stack gap="sm">
      <Title order={2} fz="lg">
        {strings.attributes}
      </Title>
      {lines.length > 0 && <Lines lines={lines} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Side title={strings.received} value={received} nothing={strings.nothingReceived} />
        <Side title={strings.mapped} value={mapped} nothing={strings.nothingMapped} />
      </SimpleGrid>
    </Stack>
  )
}

type SideProps = { readonly title: string; readonly value: Explanation['received']; readonly nothing: string }

function Side({ title, value, nothing }: SideProps) {
  return (
    <div style={{ minWidth: 0 }}>
      <Title order={3} fz="sm" mb={6}>
        {title}
      </Title>
      {value ? (
        <JsonView value={value} label={title} maxHeight={360} />
      ) : (
        <Text size="sm" c="dimmed">
          {nothing}
        </Text>
      )}
    </div>
  )
}

function Lines({ lines }: Pick<Explanation, 'lines'>) {
  const strings = useStrings(personStrings)
  const words = useMappingStrings()
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={strings.lines} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{strings.attribute}</Table.Th>
            <Table.Th>{strings.from}</Table.Th>
            <Table.Th>{strings.value}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Line key={line.target} line={line} label={labelOf(line.target, words)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

type LineProps = { readonly line: Explanation['lines'][number]; readonly label: string }

function Line({ line: { expression, value, problem, reason }, label }: LineProps) {
  const text = mappedText(value)
  const state = problem ? 'invalid' : text === null ? 'empty' : null
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label}
      </Table.Th>
      <Table.Td>
        <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{expression}</Code>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {state && <StatusBadge state={state} size="sm" />} {text}
        {(problem ?? reason) && (
          <Text size="xs" c="dimmed">
            {problem ?? reason}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

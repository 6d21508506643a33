import { Badge, Code, Group, Skeleton, Stack, Table, Tabs, Text } from '@mantine/core'
import type { DirectoryUser, DirectoryUserAttributes } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { JsonView } from '../../shared/json-view.tsx'
import { plainAttribute } from '../../shared/timeline/timeline-days.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { shownValue } from './shown-value.ts'
import { strings } from './strings.en.ts'

const words = strings.attributes

/** Every attribute of a user: its value, where it comes from, and what the source says there. */
export function AttributesTab({ user }: { readonly user: DirectoryUser }) {
  const { data, error, refetch } = useApiQuery('/directory_users/{id}/attributes', { path: { id: user.id } })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={320} aria-busy />
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {words[data.origin]}
      </Text>
      <Table.ScrollContainer minWidth={720}>
        <Table verticalSpacing="xs" layout="fixed" aria-label={strings.page.tabs.attributes}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="18%">{words.name}</Table.Th>
              <Table.Th w="26%">{words.value}</Table.Th>
              <Table.Th w="30%">{words.from}</Table.Th>
              <Table.Th w="26%">{words.received}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.attributes.map((attribute) => (
              <Row key={attribute.name} attribute={attribute} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Forms attributes={data} user={user} />
    </Stack>
  )
}

type Attribute = DirectoryUserAttributes['attributes'][number]

function Row({ attribute }: { readonly attribute: Attribute }) {
  const { name, value, from, is_own_mapping: isOwn, received, reason } = attribute
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {plainAttribute(name)}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{shownValue(value) ?? <Nothing />}</Table.Td>
      <Table.Td>
        <Group gap={6}>
          {from ? <Code style={{ overflowWrap: 'anywhere' }}>{from}</Code> : <Nothing />}
          {isOwn && (
            <Badge size="sm" variant="light" tt="none" fw={500}>
              {words.own}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {shownValue(received) ?? <Nothing />}
        {reason && (
          <Text size="xs" c="dimmed">
            {reason}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function Nothing() {
  return (
    <Text span size="sm" c="dimmed">
      {words.none}
    </Text>
  )
}

type FormsProps = { readonly attributes: DirectoryUserAttributes; readonly user: DirectoryUser }

/** The user as JSON: as the product gets it, as the source has it, and as it was last received. */
function Forms({ attributes: { document, received }, user }: FormsProps) {
  return (
    <Tabs defaultValue="normalised" variant="outline" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="normalised">{words.normalised}</Tabs.Tab>
        <Tabs.Tab value="document">{words.document}</Tabs.Tab>
        <Tabs.Tab value="received">{words.last}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="normalised" pt="sm">
        <JsonView value={user} label={words.normalised} />
      </Tabs.Panel>
      <Tabs.Panel value="document" pt="sm">
        <JsonView value={document} label={words.document} />
      </Tabs.Panel>
      <Tabs.Panel value="received" pt="sm">
        {received ? <JsonView value={received} label={words.last} /> : <Text size="sm">{words.noLast}</Text>}
      </Tabs.Panel>
    </Tabs>
  )
}

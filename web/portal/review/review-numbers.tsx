import { Alert, Badge, Button, Group, List, Loader, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client.ts'
import type { DirectoryPreview } from '../../shared/api-types.ts'
import { counted } from '../../shared/counted-text.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { labelOf } from '../../shared/mapping/mapping-row.tsx'
import { useMappingStrings } from '../../shared/mapping/mapping-strings.ts'
import { Stat } from '../../shared/stat.tsx'
import { useLanguage, useStrings } from '../language.tsx'
import { reviewStrings } from './strings.ts'

export type ReviewNumbersProps = {
  readonly directoryId: string
  readonly review: UseQueryResult<DirectoryPreview, ApiError>
}

/** What a sync would do: how many, the first ten of them, and what had better be looked at before. */
export function ReviewNumbers({ review }: ReviewNumbersProps) {
  const strings = useStrings(reviewStrings)
  const { data, error, isFetching, refetch } = review
  return (
    <Stack gap="md">
      {isFetching && (
        <Group gap="sm" role="status" aria-busy={!data}>
          <Loader size={18} aria-hidden />
          <Text size="sm" c="dimmed">
            {strings.reading}
          </Text>
        </Group>
      )}
      {error && !isFetching && (
        <>
          <ErrorNotice error={error} onRetry={() => void refetch()} />
          <Text size="sm" c="dimmed">
            {strings.failed}
          </Text>
        </>
      )}
      {data && <Numbers preview={data} />}
      {data && <Warnings preview={data} />}
      {data && <FirstChanges preview={data} />}
      {data && (
        <Group>
          <Button
            variant="subtle"
            color="gray"
            size="sm"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => void refetch()}
          >
            {strings.again}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

type Part = { readonly preview: DirectoryPreview }

function useNumber() {
  const { language } = useLanguage()
  return (value: number) => new Intl.NumberFormat(language).format(value)
}

function Numbers({ preview }: Part) {
  const strings = useStrings(reviewStrings)
  const { language } = useLanguage()
  const number = useNumber()
  const { users, groups, is_whole: isWhole, out_of_scope: outside, looked_at: lookedAt } = preview
  const told = (value: number, isExact: boolean) => (isExact ? number(value) : strings.atLeast(number(value)))
  return (
    <div>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
        <Stat label={strings.create} value={told(users.create, isWhole)} />
        <Stat label={strings.update} value={told(users.update, isWhole)} />
        <Stat
          label={strings.deactivate}
          value={told(users.deactivate, isWhole)}
          tone={users.deactivate > 0 ? 'attention' : 'plain'}
        />
        <Stat
          label={strings.refuse}
          value={told(users.refuse, isWhole)}
          tone={users.refuse > 0 ? 'attention' : 'plain'}
        />
        <Stat label={strings.outside} value={told(outside, isWhole)} />
        <Stat label={strings.groups} value={told(groups.create, groups.is_whole)} />
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt="xs">
        {counted(isWhole ? strings.lookedAt : strings.lookedAtFirst, lookedAt, language)}
      </Text>
    </div>
  )
}

const noticed = ['email', 'first_name', 'last_name']
const shownProblems = 5

function Warnings({ preview }: Part) {
  const strings = useStrings(reviewStrings)
  const words = useMappingStrings()
  const number = useNumber()
  const gaps = preview.attributes.filter(({ target, without }) => noticed.includes(target) && without > 0)
  const { problems, held } = preview
  if (gaps.length === 0 && problems.length === 0 && !held) return null
  return (
    <Alert variant="light" color="orange" icon={<IconAlertTriangle size={18} aria-hidden />} title={strings.warnings}>
      <List size="sm" spacing={4}>
        {gaps.map(({ target, with: have, without, invalid }) => (
          <List.Item key={target}>
            {strings.without(number(without), number(have + without + invalid), labelOf(target, words))}
          </List.Item>
        ))}
        {problems.slice(0, shownProblems).map(({ code, target, count, text, name }) => (
          <List.Item key={`${code} ${target}`}>
            {number(count)} × {text} ({name})
          </List.Item>
        ))}
        {held && (
          <List.Item>
            {strings.held} {held}
          </List.Item>
        )}
      </List>
    </Alert>
  )
}

const colors = { create: 'green', update: 'blue', deactivate: 'red', refuse: 'orange' } as const

function FirstChanges({ preview: { first } }: Part) {
  const strings = useStrings(reviewStrings)
  if (first.length === 0) return <Text size="sm">{strings.nothing}</Text>
  return (
    <div>
      <Title order={2} fz="md" mb="xs">
        {strings.first}
      </Title>
      <Table aria-label={strings.first} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{strings.person}</Table.Th>
            <Table.Th w={160}>{strings.change}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {first.map(({ id, name, email, change, text }) => (
            <Table.Tr key={`${change} ${id}`}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {name}{' '}
                <Text span size="sm" c="dimmed">
                  {text ?? (email === name ? null : email)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Badge variant="light" color={colors[change]}>
                  {strings.changes[change]}
                </Badge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

import { Checkbox, Group, Loader, Paper, Pill, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { SourceGroup } from '../api-types.ts'
import { counted } from '../counted-text.ts'
import { ErrorNotice } from '../error-notice.tsx'
import { useSharedStrings } from '../shared-strings.tsx'
import { useApiQuery } from '../use-api.ts'
import classes from './group-picker.module.css'
import { useScopeStrings } from './scope-strings.ts'

export type GroupPickerProps = {
  readonly directoryId: string
  readonly hasNested: boolean
  readonly chosen: readonly string[]
  readonly error: string | undefined
  readonly isReadOnly: boolean
  readonly onChange: (ids: readonly string[]) => void
}

const most = 50

/** Finds groups at the source and chooses some of them. */
export function GroupPicker({ directoryId, hasNested, chosen, error, isReadOnly, onChange }: GroupPickerProps) {
  const { groups: strings } = useScopeStrings()
  const { locale } = useSharedStrings()
  const [search, setSearch] = useState('')
  const [wanted] = useDebouncedValue(search.trim(), 350)
  const path = { id: directoryId }
  const found = useApiQuery('/directories/{id}/source_groups', { path, query: { search: wanted, limit: '20' } })
  const known = useKnownGroups(directoryId, chosen, found.data?.data ?? [])
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, most))
  return (
    <Stack gap="sm">
      {chosen.length > 0 && (
        <div>
          <Text size="sm" c="dimmed" mb={6} role="status">
            {counted(strings.chosen, chosen.length, locale)}
          </Text>
          <Pill.Group>
            {chosen.map((id) => (
              <Pill
                key={id}
                size="md"
                withRemoveButton={!isReadOnly}
                removeButtonProps={{
                  'aria-label': strings.remove(known.get(id)?.name ?? id),
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => toggle(id)}
              >
                {known.get(id)?.name ?? id}
              </Pill>
            ))}
          </Pill.Group>
        </div>
      )}
      {!isReadOnly && (
        <>
          <TextInput
            type="search"
            aria-label={strings.search}
            placeholder={strings.search}
            value={search}
            error={error}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={found.isFetching ? <Loader size={16} aria-label={strings.reading} role="img" /> : null}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
          {found.data && <FoundGroups groups={found.data.data} chosen={chosen} onToggle={toggle} />}
        </>
      )}
      <Text size="xs" c="dimmed">
        {hasNested ? strings.nested : strings.notNested}
        {chosen.length >= most && ` ${strings.limit}`}
      </Text>
    </Stack>
  )
}

type FoundProps = {
  readonly groups: readonly SourceGroup[]
  readonly chosen: readonly string[]
  readonly onToggle: (id: string) => void
}

function FoundGroups({ groups, chosen, onToggle }: FoundProps) {
  const { groups: strings } = useScopeStrings()
  const { locale } = useSharedStrings()
  if (groups.length === 0) {
    return (
      <Text size="sm" c="dimmed" role="status">
        {strings.nobody}
      </Text>
    )
  }
  return (
    <Paper withBorder>
      <ScrollArea.Autosize
        mah={280}
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': strings.found }}
      >
        <Stack gap={0} p={4}>
          {groups.map(({ id, name, members }) => (
            <Group key={id} className={classes.row} justify="space-between" wrap="nowrap" gap="sm">
              <Checkbox
                label={name}
                checked={chosen.includes(id)}
                disabled={!chosen.includes(id) && chosen.length >= most}
                onChange={() => onToggle(id)}
                classNames={{ body: classes.body, labelWrapper: classes.label }}
              />
              <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {members === null ? strings.membersUnknown : counted(strings.members, members, locale)}
              </Text>
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Paper>
  )
}

/** The names of the groups that are chosen: those that were just found, the others as they were read. */
function useKnownGroups(
  directoryId: string,
  chosen: readonly string[],
  found: readonly SourceGroup[],
): ReadonlyMap<string, SourceGroup> {
  const [seen, setSeen] = useState<ReadonlyMap<string, SourceGroup>>(new Map())
  const news = found.filter(({ id }) => !seen.has(id))
  if (news.length > 0) setSeen(new Map([...seen, ...news.map((group) => [group.id, group] as const)]))
  const missing = chosen.filter((id) => !seen.has(id))
  const { data } = useApiQuery(
    '/directories/{id}/source_groups',
    { path: { id: directoryId }, query: { ids: missing } },
    { isEnabled: missing.length > 0 },
  )
  return new Map([...(data?.data ?? []).map((group) => [group.id, group] as const), ...seen])
}

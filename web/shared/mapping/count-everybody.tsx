import { Button, Group, List, Stack, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import type { DirectoryPreview } from '../api-types.ts'
import { counted } from '../counted-text.ts'
import { ErrorNotice } from '../error-notice.tsx'
import { useSharedStrings } from '../shared-strings.tsx'
import { type MappingStrings, useMappingStrings } from './mapping-strings.ts'

export type CountEverybodyProps = {
  readonly preview: DirectoryPreview | undefined
  readonly isStale: boolean
  readonly isCounting: boolean
  readonly error: unknown
  readonly onCount: () => void
}

/** Counts over the people of the source what a mapping makes of them, and says over how many it was counted. */
export function CountEverybody({ preview, isStale, isCounting, error, onCount }: CountEverybodyProps) {
  const strings = useMappingStrings()
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Button
          variant="default"
          size="sm"
          loading={isCounting}
          leftSection={<IconUsersGroup size={16} aria-hidden />}
          onClick={onCount}
        >
          {strings.count}
        </Button>
        <Text size="sm" c="dimmed" role="status" style={{ flex: 1, minWidth: 200 }}>
          {isCounting ? (
            strings.counting
          ) : preview ? (
            <Counted preview={preview} isStale={isStale} />
          ) : (
            strings.countText
          )}
        </Text>
      </Group>
      <ErrorNotice error={error} />
      {preview && !isCounting && preview.problems.length > 0 && <Problems preview={preview} strings={strings} />}
    </Stack>
  )
}

function Counted({ preview, isStale }: { readonly preview: DirectoryPreview; readonly isStale: boolean }) {
  const strings = useMappingStrings()
  const { locale } = useSharedStrings()
  const text = counted(preview.is_whole ? strings.counted : strings.countedAtLeast, preview.in_scope, locale)
  return (
    <>
      {text}
      {isStale && ` ${strings.countStale}`}
    </>
  )
}

const shownProblems = 5

function Problems({ preview, strings }: { readonly preview: DirectoryPreview; readonly strings: MappingStrings }) {
  const { locale } = useSharedStrings()
  const number = (count: number) => new Intl.NumberFormat(locale).format(count)
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {strings.problems}
      </Text>
      <List size="sm" spacing={4}>
        {preview.problems.slice(0, shownProblems).map(({ target, code, count, text, name }) => (
          <List.Item key={`${code} ${target}`}>
            {number(count)} × {text} ({name})
          </List.Item>
        ))}
      </List>
    </div>
  )
}

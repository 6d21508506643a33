import { Group, Loader, Paper, Progress, Stack, Text, Title, Tooltip } from '@mantine/core'
import type { RulePreview } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatNumber } from '../../shared/format.ts'
import { RuleSamples } from './rule-samples.tsx'
import { strings } from './strings.en.ts'
import type { RuleEditing } from './use-rule-draft.ts'

const words = strings.result

type RuleResultProps = { readonly organization: string; readonly editing: RuleEditing }

/** Whom the rule takes in: how many, what it stands on, and some of them. */
export function RuleResult({ organization, editing }: RuleResultProps) {
  const { preview, error, isStale } = editing
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} fz="md">
            {words.title}
          </Title>
          {isStale && preview && <Loader size={16} role="img" aria-label={words.counting} />}
        </Group>
        <ErrorNotice error={error} />
        {preview?.valid ? (
          <>
            <Count preview={preview} />
            <Filled preview={preview} />
            <RuleSamples organization={organization} preview={preview} />
          </>
        ) : (
          !error && (
            <Text size="sm" c="dimmed">
              {preview ? words.invalid : strings.builder.incomplete}
            </Text>
          )
        )}
      </Stack>
    </Paper>
  )
}

function Count({ preview }: { readonly preview: RulePreview }) {
  const { count, unknown, total, complete, reads_time: readsTime, took_ms: took } = preview
  const share = (part: number) => (total === 0 ? 0 : (part / total) * 100)
  return (
    <Stack gap={6}>
      <Group gap="sm" align="baseline" role="status">
        <Text span fz={30} fw={600} lh={1.1} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {formatNumber(count)}
        </Text>
        <Text span size="sm" c="dimmed">
          {words.of(strings.people(total))}
        </Text>
        {unknown > 0 && (
          <Tooltip label={words.undecidedHint}>
            <Text span size="sm">
              {words.undecided(unknown)}
            </Text>
          </Tooltip>
        )}
        <Text span size="xs" c="dimmed" ml="auto">
          {words.took(took)}
        </Text>
      </Group>
      <Progress.Root size={8} aria-hidden>
        <Progress.Section value={share(count)} withAria={false} />
        <Progress.Section value={share(unknown)} color="orange" striped withAria={false} />
      </Progress.Root>
      {!complete && <Hint text={words.partly} />}
      {readsTime && <Hint text={words.time} />}
    </Stack>
  )
}

function Hint({ text }: { readonly text: string }) {
  return (
    <Text size="xs" c="dimmed">
      {text}
    </Text>
  )
}

/** How many people have a value of what the rule reads: who has none stays out. */
function Filled({ preview: { filled, total } }: { readonly preview: RulePreview }) {
  if (filled.length === 0) return null
  const percent = (count: number) => (total === 0 ? 0 : Math.floor((count / total) * 100))
  return (
    <Stack gap={4} aria-label={words.readsLabel} role="group">
      {filled.map(({ attribute, count }) => (
        <Group key={attribute} gap="sm" wrap="nowrap">
          <Text size="xs" ff="monospace" w="40%" truncate>
            {attribute}
          </Text>
          <Progress value={percent(count)} size={4} color="gray.5" style={{ flex: 1 }} aria-hidden />
          <Text size="xs" c="dimmed" w={70} ta="right">
            {percent(count)} %
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

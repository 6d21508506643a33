import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { strings } from './strings.en.ts'

const words = strings.form
const most = 50

/** One pair of an organization's metadata while it is edited; `number` tells pairs apart. */
export type Pair = { readonly number: number; readonly key: string; readonly value: string }

/** The pairs of stored metadata. */
export function pairsOf(metadata: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(metadata).map(([key, value], number) => ({ number, key, value }))
}

/** What to send so that the metadata become these pairs: what is gone is null. */
export function changedMetadata(
  before: Readonly<Record<string, string>>,
  pairs: readonly Pair[],
): Record<string, string | null> {
  const gone = Object.keys(before).map((key) => [key, null] as const)
  const kept = pairs.flatMap(({ key, value }) => (key.trim() === '' ? [] : [[key.trim(), value] as const]))
  return Object.fromEntries([...gone, ...kept])
}

type MetadataFieldsProps = {
  readonly pairs: readonly Pair[]
  readonly error?: string | undefined
  readonly onChange: (pairs: readonly Pair[]) => void
}

/** Pairs of a key and a value, which can be added and removed. */
export function MetadataFields({ pairs, error, onChange }: MetadataFieldsProps) {
  const next = Math.max(-1, ...pairs.map(({ number }) => number)) + 1
  return (
    <Input.Wrapper label={words.metadata} description={words.metadataHint} error={error} labelElement="div">
      <Stack gap="xs" mt={6}>
        {pairs.map((pair) => (
          <PairFields
            key={pair.number}
            pair={pair}
            onChange={(changed) => onChange(pairs.map((one) => (one.number === pair.number ? changed : one)))}
            onRemove={() => onChange(pairs.filter((one) => one.number !== pair.number))}
          />
        ))}
        {pairs.length < most && (
          <Button
            variant="subtle"
            size="xs"
            w="fit-content"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...pairs, { number: next, key: '', value: '' }])}
          >
            {words.addPair}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  )
}

type PairFieldsProps = {
  readonly pair: Pair
  readonly onChange: (pair: Pair) => void
  readonly onRemove: () => void
}

function PairFields({ pair, onChange, onRemove }: PairFieldsProps) {
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        aria-label={words.key}
        placeholder={words.key}
        maxLength={40}
        value={pair.key}
        onChange={(event) => onChange({ ...pair, key: event.currentTarget.value })}
        style={{ flex: 1 }}
      />
      <TextInput
        aria-label={words.value}
        placeholder={words.value}
        maxLength={500}
        value={pair.value}
        onChange={(event) => onChange({ ...pair, value: event.currentTarget.value })}
        style={{ flex: 2 }}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={words.removePair(pair.key)} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}

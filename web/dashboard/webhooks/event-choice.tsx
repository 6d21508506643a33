import { Checkbox, Fieldset, Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { eventGroups } from '../event-types.ts'
import { strings } from './strings.en.ts'

const words = strings.form
const every = '*'

type EventChoiceProps = {
  /** `['*']`: all of them. */
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly error?: string | undefined
}

/** Chooses types of events by what they are about; all of them is a choice of its own, which later versions add to. */
export function EventChoice({ value, onChange, error }: EventChoiceProps) {
  const isEvery = value.includes(every)
  return (
    <Fieldset legend={words.events}>
      <Stack gap="sm">
        <Radio.Group
          aria-label={words.events}
          value={isEvery ? 'every' : 'chosen'}
          onChange={(next) => onChange(next === 'every' ? [every] : [])}
        >
          <Stack gap={8}>
            <Radio value="every" label={words.every} />
            <Radio value="chosen" label={words.chosen} />
          </Stack>
        </Radio.Group>
        {!isEvery && (
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" pl="lg">
            {eventGroups.map((group) => (
              <Group key={group.name} group={group} value={value} onChange={onChange} />
            ))}
          </SimpleGrid>
        )}
        {error && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  )
}

type GroupProps = Pick<EventChoiceProps, 'value' | 'onChange'> & { readonly group: (typeof eventGroups)[number] }

/** A kind of events: the box of its name is that of all of them. */
function Group({ group, value, onChange }: GroupProps) {
  const types: readonly string[] = group.types
  const chosen = types.filter((type) => value.includes(type))
  const others = value.filter((type) => !types.includes(type))
  return (
    <Stack gap={8}>
      <Checkbox
        size="sm"
        label={group.name}
        fw={600}
        checked={chosen.length === types.length}
        indeterminate={chosen.length > 0 && chosen.length < types.length}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? [...others, ...types] : others)}
      />
      {types.map((type) => (
        <Checkbox
          key={type}
          size="sm"
          ml="md"
          label={<code>{type}</code>}
          checked={chosen.includes(type)}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.checked ? [...value, type] : value.filter((one) => one !== type))
          }
        />
      ))}
    </Stack>
  )
}

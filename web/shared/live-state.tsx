import { Group, Text } from '@mantine/core'
import type { LiveState } from './live.ts'
import classes from './live-state.module.css'
import { useSharedStrings } from './shared-strings.tsx'

/** Says whether what is shown is live: a dot and a word. */
export function LiveStateLabel({ state }: { readonly state: LiveState }) {
  const words = useSharedStrings().live
  return (
    <Group gap={6} role="status" wrap="nowrap">
      <span className={classes.dot} data-state={state} aria-hidden />
      <Text size="xs" c="dimmed">
        {words[state]}
      </Text>
    </Group>
  )
}

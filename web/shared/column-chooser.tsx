import { ActionIcon, Button, Checkbox, Popover, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useState } from 'react'
import type { ColumnChoice } from './list-column-choice.ts'
import { useSharedStrings } from './shared-strings.tsx'

type AnyChoice = Pick<ColumnChoice<never>, 'isShown' | 'set' | 'isChanged' | 'reset'> & {
  readonly choosable: readonly { readonly key: string; readonly title: string }[]
}

/** Chooses which columns of a list are shown. */
export function ColumnChooser({ choice }: { readonly choice: AnyChoice }) {
  const strings = useSharedStrings().list
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={strings.columns}
          title={strings.columns}
          onClick={() => setOpen(!isOpen)}
        >
          <IconColumns3 size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={strings.columns}>
        <Stack gap={8}>
          {choice.choosable.map(({ key, title }) => (
            <Checkbox
              key={key}
              size="xs"
              label={title}
              checked={choice.isShown(key)}
              onChange={(event) => choice.set(key, event.currentTarget.checked)}
            />
          ))}
          {choice.isChanged && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={choice.reset}>
              {strings.columnsReset}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

import { Group, Kbd, Text, UnstyledButton } from '@mantine/core'
import { useHotkeys, useOs } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import classes from './palette.module.css'
import { strings } from './strings.en.ts'

const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog.tsx')).PaletteDialog }))

/** The command palette, opened by Ctrl-K or its button. What it is made of comes when it is first opened. */
export function Palette() {
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  const isMac = useOs() === 'macos'
  const open = () => {
    setOpened(true)
    setOpen(true)
  }
  useHotkeys([['mod+K', () => (isOpen ? setOpen(false) : open())]], [])
  return (
    <>
      <UnstyledButton
        className={classes.button}
        onClick={open}
        aria-label={strings.button}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Group gap="sm" wrap="nowrap">
          <IconSearch size={16} aria-hidden />
          <Text size="sm" visibleFrom="sm">
            {strings.button}
          </Text>
          <Kbd size="xs" visibleFrom="sm" aria-hidden ml="xl">
            {isMac ? strings.keysMac : strings.keys}
          </Kbd>
        </Group>
      </UnstyledButton>
      {wasOpened && (
        <Suspense>
          <PaletteDialog isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

import '@mantine/spotlight/styles.css'
import { Loader, Text } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import classes from './palette.module.css'
import { PaletteEntries } from './palette-entries.tsx'
import type { Entry } from './palette-entry.ts'
import { strings } from './strings.en.ts'
import { useCommands } from './use-commands.tsx'
import { useRecent } from './use-recent.ts'
import { useSearchResults } from './use-search-results.tsx'

const [store, spotlight] = createSpotlight()

type PaletteDialogProps = { readonly isOpen: boolean; readonly onClose: () => void }

// The list scrolls, and its entries are reached by arrows from the search: it takes the focus itself. The types leave out what it passes on.
const focusable = { viewportProps: { tabIndex: 0 } }

/** The palette itself: what was opened before and what can be done, or what a search finds. */
export function PaletteDialog({ isOpen, onClose }: PaletteDialogProps) {
  const [query, setQuery] = useState('')
  const text = query.trim()
  const { recent, remember } = useRecent()
  const commands = useCommands(text)
  const found = useSearchResults(isOpen ? text : '')
  useEffect(() => {
    if (!isOpen) return spotlight.close()
    setQuery('')
    spotlight.open()
  }, [isOpen])
  const run = (entry: Entry) => {
    if (entry.isRemembered) remember(entry)
  }
  const groups = [...(text === '' ? [recent] : found.groups), ...commands].filter(({ entries }) => entries.length > 0)
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      clearQueryOnClose={false}
      aria-label={strings.label}
      radius="md"
      overlayProps={{ backgroundOpacity: 0.35 }}
    >
      <Spotlight.Search
        placeholder={strings.placeholder}
        aria-label={strings.label}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={found.isSearching ? <Loader size="xs" aria-label={strings.searching} /> : null}
      />
      <Spotlight.ActionsList className={classes.list} aria-label={strings.results} {...focusable}>
        <PaletteEntries groups={groups} onRun={run} />
        {text !== '' && !found.isSearching && found.groups.length === 0 && (
          <Spotlight.Empty>
            {found.hasFailed ? strings.failed : strings.nothing(text)}
            <Text size="xs" c="dimmed">
              {strings.nothingHint}
            </Text>
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      <Spotlight.Footer>
        <Text size="xs" c="dimmed">
          {strings.help}
        </Text>
      </Spotlight.Footer>
    </Spotlight.Root>
  )
}

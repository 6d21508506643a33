import { Spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { StatusBadge } from '../../shared/status-badge.tsx'
import type { Entry, EntryGroup } from './palette-entry.ts'

type PaletteEntriesProps = { readonly groups: readonly EntryGroup[]; readonly onRun: (entry: Entry) => void }

/** The lines of the palette, each under what it is of. */
export function PaletteEntries({ groups, onRun }: PaletteEntriesProps) {
  const navigate = useNavigate()
  const run = (entry: Entry) => {
    onRun(entry)
    entry.onRun?.()
    // Places are data, so the types of the router cannot know them; the route that they name reads its search itself.
    if (entry.place) void navigate({ to: entry.place.to, search: entry.place.search ?? {} } as never)
  }
  return groups.map(({ label, entries }) => (
    <Spotlight.ActionsGroup key={label} label={label} role="group" aria-label={label}>
      {entries.map((entry) => (
        <Line key={entry.id} entry={entry} onRun={() => run(entry)} />
      ))}
    </Spotlight.ActionsGroup>
  ))
}

function Line({ entry, onRun }: { readonly entry: Entry; readonly onRun: () => void }) {
  const { label, detail, Icon, state } = entry
  return (
    <Spotlight.Action
      label={label}
      {...(detail && { description: detail })}
      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
      {...(state && { rightSection: <StatusBadge state={state} size="sm" /> })}
      dimmedSections={false}
      onClick={onRun}
    />
  )
}

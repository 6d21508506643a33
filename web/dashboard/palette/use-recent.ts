import { useLocalStorage } from '@mantine/hooks'
import { z } from 'zod/mini'
import { kindIcons } from './kind-icons.ts'
import { type Entry, type EntryGroup, placeOfResult } from './palette-entry.ts'
import { strings } from './strings.en.ts'

const most = 6

const Kind = z.enum([
  'organization',
  'directory',
  'person',
  'directory_user',
  'directory_group',
  'sync_run',
  'event',
  'webhook_endpoint',
  'sink',
])
const Kept = z.object({
  id: z.string(),
  label: z.string(),
  detail: z.nullable(z.string()),
  kind: Kind,
  directory_id: z.nullable(z.string()),
})
const KeptList = z.catch(z.array(Kept), [])
type Kept = z.infer<typeof Kept>

/** What was opened from the palette in this browser, the last first. */
export function useRecent() {
  const [kept, setKept] = useLocalStorage<readonly Kept[]>({
    key: 'muster-palette-recent',
    defaultValue: [],
    deserialize: readKept,
  })
  const recent: EntryGroup = { label: strings.recent, entries: kept.map(toEntry) }
  const remember = ({ id, label, detail = null, kind, place }: Entry) => {
    if (!kind) return
    const directory = /^\/directories\/([^/]+)\/runs\//.exec(place?.to ?? '')?.[1] ?? null
    const entry = { id, label, detail, kind, directory_id: directory }
    setKept((before) => [entry, ...before.filter((other) => other.id !== id)].slice(0, most))
  }
  return { recent, remember }
}

function readKept(text: string | undefined): readonly Kept[] {
  try {
    return KeptList.parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

function toEntry({ id, label, detail, kind, directory_id }: Kept): Entry {
  const place = placeOfResult({ kind, id, directory_id })
  return { id, label, detail, kind, Icon: kindIcons[kind], place, isRemembered: true }
}

import { useLocalStorage } from '@mantine/hooks'
import { z } from 'zod/mini'
import { DirectoriesSearch } from './directories-search.ts'

/** What a view keeps: search and filters, not the page. */
export type View = Omit<DirectoriesSearch, 'after' | 'before'>

const SavedView = z.object({ name: z.string(), search: DirectoriesSearch })
export type SavedView = z.infer<typeof SavedView>

const Views = z.array(SavedView)

/** The views that this browser keeps; what another version left there and cannot be read is as if it were not. */
export function useSavedViews() {
  const [views, setViews] = useLocalStorage<readonly SavedView[]>({
    key: 'muster-directory-views',
    defaultValue: [],
    deserialize: (text) => readViews(text),
  })
  return {
    views,
    add: (view: SavedView) => setViews((before) => [...before.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => setViews((before) => before.filter((view) => view.name !== name)),
  }
}

/** The views in a text that was kept. */
export function readViews(text: string | undefined): readonly SavedView[] {
  try {
    return z.catch(Views, []).parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/** Whether two views show the same. */
export function isSameView(one: View, other: View): boolean {
  const textOf = (view: View) =>
    JSON.stringify(
      Object.entries(view)
        .filter(([, value]) => value !== undefined && value.length > 0)
        .toSorted(([a], [b]) => a.localeCompare(b)),
    )
  return textOf(one) === textOf(other)
}
